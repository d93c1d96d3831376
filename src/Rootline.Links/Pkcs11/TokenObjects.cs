using System.Runtime.InteropServices;

namespace Rootline.Links.Pkcs11;

/// <summary>Objects of an open session: finds them and reads their attributes.</summary>
/// <param name="functions">The module.</param>
/// <param name="session">The session's handle.</param>
internal sealed unsafe class TokenObjects(CryptokiFunctions functions, nuint session)
{
    private const int MostFound = 16;

    // Far more than any attribute here: an RSA-4096 modulus has 512 bytes, a certificate some thousands.
    private const int LongestAttribute = 64 * 1024;

    /// <summary>Finds objects.</summary>
    /// <param name="template">Attributes that they must have.</param>
    public List<nuint> Find(params IReadOnlyList<(nuint Type, byte[] Value)> template)
    {
        var pins = template.Select(t => GCHandle.Alloc(t.Value, GCHandleType.Pinned)).ToList();
        try
        {
            var attributes = new CkAttribute[template.Count];
            for (int i = 0; i < attributes.Length; i++)
                attributes[i] = new() { Type = template[i].Type, Value = (void*)pins[i].AddrOfPinnedObject(), Length = (nuint)template[i].Value.Length };
            fixed (CkAttribute* first = attributes)
                TokenResult.Demand(functions.FindObjectsInit(session, first, (nuint)attributes.Length), "C_FindObjectsInit");
            return Found();
        }
        finally
        {
            pins.ForEach(p => p.Free());
        }
    }

    /// <summary>Reads an attribute.</summary>
    /// <returns>Its bytes, or null when the object has none or does not show it.</returns>
    public byte[]? Read(nuint key, nuint type)
    {
        var attribute = new CkAttribute { Type = type };
        nuint result = functions.GetAttributeValue(session, key, &attribute, 1);
        if (result is (nuint)Ckr.AttributeTypeInvalid or (nuint)Ckr.AttributeSensitive || attribute.Length > LongestAttribute)
            return null;
        TokenResult.Demand(result, "C_GetAttributeValue");
        var value = new byte[attribute.Length];
        fixed (byte* room = value)
        {
            attribute.Value = room;
            TokenResult.Demand(functions.GetAttributeValue(session, key, &attribute, 1), "C_GetAttributeValue");
        }

        return value.AsSpan(0, Math.Min(value.Length, (int)attribute.Length)).ToArray();
    }

    /// <summary>A CK_ULONG as the bytes of an attribute.</summary>
    public static byte[] Number(nuint value) => BitConverter.GetBytes((ulong)value);

    private List<nuint> Found()
    {
        var found = new nuint[MostFound];
        nuint count;
        fixed (nuint* room = found)
        {
            nuint result = functions.FindObjects(session, room, MostFound, &count);
            nuint closed = functions.FindObjectsFinal(session);
            TokenResult.Demand(result, "C_FindObjects");
            TokenResult.Demand(closed, "C_FindObjectsFinal");
        }

        return [.. found.Take((int)count)];
    }
}
