using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Cbor;

/// <summary>Faults of CBOR documents (RFC 8949).</summary>
public static class CborFaults
{
    /// <summary>Not well-formed.</summary>
    public static readonly FaultCode Malformed = new(
        "cbor-form", Party.File, "the bytes are not a well-formed CBOR item", "have the document made again; check that the right file was named");

    /// <summary>The document ends inside an item.</summary>
    public static readonly FaultCode Truncated = new(
        "cbor-truncated", Party.File, "a CBOR document ends before its last item does, or an item says a length that is not there", "have the document transferred again, whole");

    /// <summary>Bytes after the document.</summary>
    public static readonly FaultCode Trailing = new(
        "cbor-trailing", Party.File, "there are bytes after the end of a CBOR document", "have the document transferred again; take away what stands behind it");

    /// <summary>An indefinite length.</summary>
    public static readonly FaultCode Indefinite = new(
        "cbor-indefinite", Party.File, "an item of indefinite length stands where the format allows definite lengths only", "have the document made by an encoder that writes definite lengths");

    /// <summary>Too deep.</summary>
    public static readonly FaultCode Depth = new(
        "cbor-depth", Party.File, "items are nested deeper than any document of the format", "do not trust the sender: no device makes such a document");

    /// <summary>A key stands twice.</summary>
    public static readonly FaultCode DuplicateKey = new(
        "cbor-duplicate-key", Party.File, "a key stands twice in a map, so that two readers may see two values", "do not trust the sender: no device makes such a document");

    /// <summary>Too many keys.</summary>
    public static readonly FaultCode Keys = new(
        "cbor-keys", Party.File, "a map has more keys than any document of the format, or a key that is neither a number nor a text", "check that the right file was named");

    /// <summary>An item of another type than the format wants.</summary>
    public static readonly FaultCode Type = new(
        "cbor-type", Party.File, "an item is of another type than the format has in its place", "check that the right file was named");
}
