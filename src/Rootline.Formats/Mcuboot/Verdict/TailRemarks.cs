namespace Rootline.Formats.Mcuboot.Verdict;

/// <summary>What lies behind the image in its file: no loader looks at it when it judges the image, and no signature covers it.</summary>
internal static class TailRemarks
{
    private const byte Erased = 0xFF;

    /// <summary>Tells what there is.</summary>
    /// <param name="image">The file.</param>
    /// <param name="end">Where the image ends.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="findings">Takes the remarks.</param>
    public static void Tell(ImageBytes image, long end, LoaderConfiguration loader, Findings findings)
    {
        long length = image.Length - end;
        if (length == 0)
            return;
        if (loader.Layout is { } layout && image.Length > Math.Max(layout.Primary.Size, layout.Secondary.Size))
            findings.Remark($"the file has {image.Length} bytes: it does not fit into the slot");
        int tail = (int)Math.Min(length, TrailerState.MaxLength);
        var trailer = TrailerState.Read(image.Read(image.Length - tail, tail), loader.Order);
        if (trailer is { Align: { } align })
            Trailer(trailer, findings);
        else
            align = 0;
        long behind = trailer?.Align is null ? image.Length : image.Length - TrailerLength(align);
        Padding(image, end, Math.Max(end, behind), findings);
    }

    private static long TrailerLength(int align) => Math.Max(align, TrailerState.MagicLength) + (4L * align);

    private static void Trailer(TrailerState trailer, Findings findings)
    {
        findings.Remark($"the file ends with a trailer (fields of {trailer.Align} bytes): image_ok {State(trailer.ImageOk)}, copy_done {State(trailer.CopyDone)}");
        if (trailer.SwapInfo is not (Erased or 0))
            findings.Remark($"the trailer says swap info 0x{trailer.SwapInfo:x2}: the file was read from a device");
    }

    private static void Padding(ImageBytes image, long from, long to, Findings findings)
    {
        if (from == to)
            return;
        if (IsAll(image, from, to, Erased) || IsAll(image, from, to, 0))
            findings.Remark($"{to - from} bytes of padding (0x{image.Read(from, 1)[0]:x2}) follow the image");
        else
            findings.Remark($"{to - from} bytes follow the image that are no padding: nothing covers them, and no loader looks at them");
    }

    private static bool IsAll(ImageBytes image, long from, long to, byte value)
    {
        var piece = new byte[ImageBytes.Piece];
        for (long offset = from; offset < to; offset += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, to - offset));
            image.Read(offset, part);
            if (part.IndexOfAnyExcept(value) >= 0)
                return false;
        }

        return true;
    }

    private static string State(byte flag) => flag switch
    {
        1 => "set",
        Erased or 0 => "not set",
        _ => $"bad (0x{flag:x2})",
    };
}
