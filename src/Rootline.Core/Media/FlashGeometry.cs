namespace Rootline.Core.Media;

/// <summary>The shape of a flash memory.</summary>
/// <param name="Size">Size in bytes.</param>
/// <param name="ProgramUnit">Smallest number of bytes programmed at once.</param>
/// <param name="SectorSize">Smallest number of bytes erased at once.</param>
/// <param name="ErasedValue">What an erased byte reads as: 0x00 or 0xFF.</param>
/// <param name="EccWord">Bytes protected by one ECC code; a torn word is then unreadable. 0 when there is no ECC.</param>
public sealed record FlashGeometry(int Size, int ProgramUnit, int SectorSize, byte ErasedValue, int EccWord)
{
    /// <summary>Bytes that a store needs: the content, then one byte an ECC word (1 = unreadable).</summary>
    public long StoreLength => Size + (EccWord == 0 ? 0 : Size / EccWord);
}
