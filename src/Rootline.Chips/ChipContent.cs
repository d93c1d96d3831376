using Rootline.Core.Media;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Chips;

/// <summary>An opened chip file.</summary>
/// <param name="Birth">What the vendor put into the chip; goes to the chip that is powered with it.</param>
/// <param name="Store">The flash's content; disposing it closes the file.</param>
public sealed record ChipContent(ChipBirth Birth, IByteStore Store);
