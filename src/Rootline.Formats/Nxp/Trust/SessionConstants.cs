namespace Rootline.Formats.Nxp.Trust;

/// <summary>
/// The three 32-byte messages from which session keys are derived. NXP's are not public; the published test constant stands
/// for all three in the "virtual" profile.
/// </summary>
/// <param name="KeyWrap">For the key wrapping key.</param>
/// <param name="Encryption">For the encryption key.</param>
/// <param name="Mac">For the MAC key; its first 12 bytes begin the IV.</param>
public sealed record SessionConstants(ReadOnlyMemory<byte> KeyWrap, ReadOnlyMemory<byte> Encryption, ReadOnlyMemory<byte> Mac)
{
    /// <summary>Length of each constant in bytes.</summary>
    public const int Length = 32;

    private static readonly byte[] Test = Convert.FromHexString("0102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f00");

    /// <summary>The published test constant, three times.</summary>
    public static SessionConstants Virtual { get; } = new(Test, Test, Test);
}
