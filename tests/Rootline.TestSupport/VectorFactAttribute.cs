using Xunit;

namespace Rootline.TestSupport;

/// <summary>A test that reads the shared vectors; skipped by name where they are absent.</summary>
public sealed class VectorFactAttribute : FactAttribute
{
    /// <summary>Why such a test is skipped.</summary>
    public const string Reason = "shared vectors are not here";

    /// <summary>Marks a test.</summary>
    public VectorFactAttribute() => Skip = Vectors.Folder is null ? Reason : null;
}
