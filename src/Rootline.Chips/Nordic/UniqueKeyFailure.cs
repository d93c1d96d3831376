using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;

namespace Rootline.Chips.Nordic;

/// <summary>A refusal of the unique key library.</summary>
/// <param name="Said">What it says on the console.</param>
/// <param name="Code">What it returns, negated; earlier versions panic instead.</param>
public sealed record UniqueKeyFailure(ProvisioningFailure Said, UniqueKeyError Code)
{
    /// <summary>A key is there already.</summary>
    public static readonly UniqueKeyFailure AlreadySet = new(ProvisioningFailure.KeysAlreadySet, UniqueKeyError.GenerationFailed);

    /// <summary>A key is not there after it was written.</summary>
    public static readonly UniqueKeyFailure NotSet = new(ProvisioningFailure.KeysNotSet, UniqueKeyError.Missing);
}
