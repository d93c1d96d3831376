using Xunit;

namespace Rootline.Tests.Support;

/// <summary>Tests that run after all others and one by one: those that measure what a whole process shares, its memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
