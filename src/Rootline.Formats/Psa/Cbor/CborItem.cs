using System.Text;

namespace Rootline.Formats.Psa.Cbor;

/// <summary>One CBOR item with all that belongs to it, not yet understood.</summary>
/// <param name="Major">Its major type.</param>
/// <param name="Argument">Its argument: the number, the length in bytes, the count of entries, the tag.</param>
/// <param name="Encoded">All its bytes, head included.</param>
/// <param name="HeadLength">Bytes of the head.</param>
public readonly record struct CborItem(CborMajor Major, ulong Argument, ReadOnlyMemory<byte> Encoded, int HeadLength)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What follows the head: the bytes of a string, the entries of an array or map.</summary>
    public ReadOnlyMemory<byte> Content => Encoded[HeadLength..];

    /// <summary>The integer, or null when it is none or does not fit 64 bits with a sign.</summary>
    public long? Whole => Major switch
    {
        CborMajor.Natural when Argument <= long.MaxValue => (long)Argument,
        CborMajor.Negative when Argument <= long.MaxValue => -1 - (long)Argument,
        _ => null,
    };

    /// <summary>The bytes of a byte string, or null when it is none.</summary>
    public ReadOnlyMemory<byte>? Bytes => Major == CborMajor.Bytes ? Content : default(ReadOnlyMemory<byte>?);

    /// <summary>The text, or null when it is none or not UTF-8.</summary>
    public string? Text
    {
        get
        {
            if (Major != CborMajor.Text)
                return null;
            try
            {
                return Strict.GetString(Content.Span);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <summary>The items of an array, or null when it is none.</summary>
    public IReadOnlyList<CborItem>? Elements
    {
        get
        {
            if (Major != CborMajor.Array)
                return null;
            var reader = new CborReader(Content);
            var items = new List<CborItem>();
            for (ulong i = 0; i < Argument && reader.Ok; i++)
                items.Add(reader.Item());
            return reader.Ok ? items : null;
        }
    }

    /// <summary>What a tag stands before, or null when it is another item.</summary>
    /// <param name="tag">The tag's number.</param>
    public CborItem? Tagged(ulong tag) => Major == CborMajor.Tag && Argument == tag ? new CborReader(Content).Item() : null;

    /// <summary>What it is, in a word, for messages: <c>an int</c>, <c>text</c>.</summary>
    public string Kind => Major switch
    {
        CborMajor.Natural or CborMajor.Negative => "an int",
        CborMajor.Bytes => "bytes",
        CborMajor.Text => "text",
        CborMajor.Array => "an array",
        CborMajor.Map => "a map",
        CborMajor.Tag => "tagged",
        _ => "a simple value",
    };
}
