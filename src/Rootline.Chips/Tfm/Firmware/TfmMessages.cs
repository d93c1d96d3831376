namespace Rootline.Chips.Tfm.Firmware;

/// <summary>What TF-M prints, word for word. Source: tfm-provisioning section 5.2.</summary>
internal static class TfmMessages
{
    private const string Red = "\e[1;31m";
    private const string Blue = "\e[1;34m";
    private const string Plain = "\e[0m";
    private const string NotSecure = "\e[1;1mNOT SECURE";
    private const string DummyProvisioning = "TFM_DUMMY_PROVISIONING is not suitable for production! ";
    private const string DummyKeys = "This device was provisioned with dummy keys. ";
    private const string ThisDevice = "This device is ";

    /// <summary>The loader provisions itself with the published values.</summary>
    public const string LoaderDummyProvisioning = $"[WRN] {Red}{DummyProvisioning}{ThisDevice}{NotSecure}{Plain}";

    /// <summary>The loader finds the published attestation key.</summary>
    public const string LoaderDummyKeys = $"[WRN] {Red}{DummyKeys}{ThisDevice}{NotSecure}{Plain}";

    /// <summary>BL1 of 1.7 finds the published group key: its colour comes before the tag.</summary>
    public const string Bl1DummyKeysOf17 = $"{Red}[WRN] {DummyKeys}{ThisDevice}{NotSecure}{Plain}";

    /// <summary>There are no data for the first stage.</summary>
    public const string NoAssemblyData = "No valid ASSEMBLY_AND_TEST provisioning data found";

    /// <summary>There are no data for the second stage.</summary>
    public const string NoRotData = "No valid PSA_ROT provisioning data found";

    /// <summary>The secure image provisions itself with the published values; 1.7.0 puts a zero byte after each piece.</summary>
    public static IReadOnlyList<string> SecureDummyProvisioning { get; } = [$"[WRN]{Red} ", DummyProvisioning, $"{ThisDevice}{NotSecure}", $"{Plain}\r\n"];

    /// <summary>The secure image finds the published attestation key.</summary>
    public static IReadOnlyList<string> SecureDummyKeys { get; } = [$"[WRN]{Red} ", DummyKeys, $"{ThisDevice}{NotSecure}", $"{Plain}\r\n"];

    /// <summary>The secure image of 1.7.0 is up.</summary>
    /// <param name="version">The release.</param>
    public static IReadOnlyList<string> SecureStarted(string version) => [$"{Blue}[Sec Thread] Secure image initializing!{Plain}\r\n", $"{Blue}Booting TF-M v{version}{Plain}\r\n"];
}
