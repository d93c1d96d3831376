namespace Rootline.Formats.Mcuboot.Making;

/// <summary>Header and protected area of an image that is about to be written.</summary>
/// <param name="Recipe">What it is made of.</param>
/// <param name="Header">The header.</param>
/// <param name="Protected">The protected area's bytes; empty when there is none.</param>
/// <param name="Padding">Zeros after the payload, for encryption.</param>
internal sealed record ImageLayout(ImageRecipe Recipe, ImageHeader Header, byte[] Protected, int Padding)
{
    private const int CipherBlock = 16;

    /// <summary>The layout of an image.</summary>
    /// <param name="recipe">What it is made of.</param>
    /// <param name="keys">Its keys and digest algorithm.</param>
    /// <param name="payload">Its payload, compressed if it is.</param>
    /// <param name="decompression">What tells of the image before compression; none when it is not compressed.</param>
    public static ImageLayout Of(ImageRecipe recipe, SigningKeys keys, PayloadFeed payload, IReadOnlyList<TlvEntry> decompression)
    {
        long end = recipe.HeaderSize + payload.Length;
        int padding = recipe.Encryption is null ? 0 : (int)((CipherBlock - (end % CipherBlock)) % CipherBlock);
        return Of(recipe, keys, payload.Length + padding, decompression) with { Padding = padding };
    }

    /// <summary>The layout of an image that will be compressed: without padding and flags of its own compression.</summary>
    public static ImageLayout BeforeCompression(ImageRecipe recipe, SigningKeys keys, PayloadFeed payload) => Of(recipe, keys, payload.Length, []);

    /// <summary>Writes everything that the digest covers.</summary>
    public void WriteTo(ImageBody body, PayloadFeed payload)
    {
        var head = new byte[Header.HeaderSize];
        head.AsSpan().Fill(Recipe.PadHeader ? Recipe.ErasedValue : (byte)0);
        Header.Write(head, Recipe.Order);
        body.Plain(head);
        payload.CopyTo(bytes => body.Payload(bytes.Span));
        body.Payload(new byte[Padding]);
        body.Plain(Protected);
    }

    private static ImageLayout Of(ImageRecipe recipe, SigningKeys keys, long size, IReadOnlyList<TlvEntry> decompression)
    {
        var area = ProtectedTlvs.Of(recipe, keys.Algorithm, keys.SignerId, decompression)?.ToBytes(recipe.Order) ?? [];
        var header = new ImageHeader
        {
            LoadAddress = recipe.RomAddress != 0 ? recipe.RomAddress : recipe.LoadAddress,
            HeaderSize = (ushort)recipe.HeaderSize,
            ProtectedSize = (ushort)area.Length,
            ImageSize = checked((uint)size),
            Flags = FlagsOf(recipe, decompression.Count > 0),
            Version = recipe.Version,
        };
        return new(recipe, header, area, 0);
    }

    private static ImageFlags FlagsOf(ImageRecipe recipe, bool compressed) =>
        (recipe.Encryption is not { } encryption ? 0 : encryption.KeyLength == 16 ? ImageFlags.EncryptedAes128 : ImageFlags.EncryptedAes256)
        | (recipe.NonBootable ? ImageFlags.NonBootable : 0)
        | (recipe.LoadAddress != 0 ? ImageFlags.RamLoad : 0)
        | (recipe.RomAddress != 0 ? ImageFlags.RomFixed : 0)
        | (compressed ? ImageFlags.CompressedLzma2 : 0)
        | (compressed && recipe.Compression == ImageCompression.Lzma2ArmThumb ? ImageFlags.CompressedArmThumb : 0);
}
