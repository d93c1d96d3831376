using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Oem;

/// <summary>A SoftHSM with one token, and keys in it that OpenSC's pkcs11-tool makes.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class SoftHsm : IDisposable
{
    /// <summary>The user's PIN.</summary>
    public const string Pin = "271828";

    /// <summary>The token's label.</summary>
    public const string Label = "release token";

    private readonly TempFolder _folder = new();

    /// <summary>Makes the token.</summary>
    public SoftHsm()
    {
        string tokens = Directory.CreateDirectory(_folder.PathOf("tokens")).FullName;
        string configuration = _folder.PathOf("softhsm2.conf");
        File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        // For the programs that are started here, and for the module in this process.
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", configuration);
        Assert.Equal(0, SetVariable("SOFTHSM2_CONF", configuration, 1));
        InitialiseToken(Label);
        File.WriteAllText(PinFile, Pin + "\n");
    }

    /// <summary>The module.</summary>
    public static string Module { get; } = ((string[])["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"])
        .FirstOrDefault(File.Exists) ?? "libsofthsm2.so";

    /// <summary>The file that holds the PIN.</summary>
    public string PinFile => _folder.PathOf("pin.txt");

    /// <summary>Makes a further token.</summary>
    public void InitialiseToken(string label) => Run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "314159", "--pin", Pin);

    /// <summary>Has a key pair made in the token; its private half cannot be taken out.</summary>
    /// <param name="type">As of pkcs11-tool, for example <c>EC:prime256v1</c>.</param>
    /// <param name="id">Two hexadecimal digits.</param>
    /// <param name="label">The key's label.</param>
    public void Generate(string type, string id, string label)
    {
        Run("pkcs11-tool", "--module", Module, "--token-label", Label, "--login", "--pin", Pin, "--keypairgen", "--key-type", type, "--id", id, "--label", label);
        string listed = Run("pkcs11-tool", "--module", Module, "--token-label", Label, "--login", "--pin", Pin, "--list-objects", "--type", "privkey", "--label", label);
        Assert.Contains("never extractable", listed, StringComparison.Ordinal);
    }

    /// <summary>Deletes the public half of a key, as tokens that hold private keys alone have it.</summary>
    public void DeletePublic(string label) =>
        Run("pkcs11-tool", "--module", Module, "--token-label", Label, "--login", "--pin", Pin, "--delete-object", "--type", "pubkey", "--label", label);

    /// <summary>A reference to a key.</summary>
    /// <param name="label">The key's label.</param>
    public string Key(string label) => $"pkcs11:token=release%20token;object={label}?module-path={Module}&pin-source={PinFile}";

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private string Run(string program, params string[] args)
    {
        var run = ProgramRun.Finish(ProgramRun.Start(program, _folder.Folder, null, args));
        Assert.True(run.Exit == 0, run.Output + run.Error);
        return run.Output;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
