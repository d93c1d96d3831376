using Rootline.Formats.Nordic;

namespace Rootline.Line.Nordic;

/// <summary>Which part it is, and where its provision area lies.</summary>
/// <param name="Part">The part.</param>
/// <param name="ProvisionAddress">PM_PROVISION_ADDRESS of its firmware.</param>
/// <param name="Layout">The order of the struct there.</param>
public sealed record NordicTarget(NordicPart Part, uint ProvisionAddress, ProvisionLayout Layout);
