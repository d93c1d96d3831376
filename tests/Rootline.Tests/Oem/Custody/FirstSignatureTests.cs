using Rootline.Oem.Custody;
using Xunit;

namespace Rootline.Tests.Oem.Custody;

/// <summary>The signature that only loads the cryptography.</summary>
public sealed class FirstSignatureTests
{
    // Its failures are swallowed where it is used, so that here is the only place to see one.
    [Fact]
    public void It_can_be_made() => FirstSignature.Make();
}
