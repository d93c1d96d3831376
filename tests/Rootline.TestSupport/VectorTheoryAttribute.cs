using Xunit;

namespace Rootline.TestSupport;

/// <summary>A theory that reads the shared vectors; skipped by name where they are absent.</summary>
public sealed class VectorTheoryAttribute : TheoryAttribute
{
    /// <summary>Marks a theory.</summary>
    public VectorTheoryAttribute() => Skip = Vectors.Folder is null ? VectorFactAttribute.Reason : null;
}
