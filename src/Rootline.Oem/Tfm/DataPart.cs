using Rootline.Core.Secrets;

namespace Rootline.Oem.Tfm;

/// <summary>Data that take the place of a symbol's own.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Content">The bytes, as many as the symbol has; wiped by whoever made them.</param>
public sealed record DataPart(string Symbol, Secret Content);
