using System.Globalization;
using System.Text;

namespace Rootline.Links.Pkcs11;

/// <summary>Names of results as the standard writes them.</summary>
public static class CkrName
{
    private const uint VendorDefined = 0x80000000;

    /// <summary>The name, for example <c>CKR_PIN_INCORRECT</c>; a number where there is none.</summary>
    /// <param name="result">The result.</param>
    public static string Of(Ckr result)
    {
        if (!Enum.IsDefined(result))
            return string.Create(CultureInfo.InvariantCulture, $"{((uint)result >= VendorDefined ? "CKR_VENDOR_DEFINED " : "")}0x{(uint)result:X8}");
        var name = new StringBuilder("CKR");
        foreach (char c in result.ToString())
        {
            if (char.IsUpper(c))
                name.Append('_');
            name.Append(char.ToUpperInvariant(c));
        }

        return name.ToString();
    }
}
