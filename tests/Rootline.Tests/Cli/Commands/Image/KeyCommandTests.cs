using System.Text;
using System.Text.Json;
using Rootline.Cli.Commands;
using Rootline.Cli.Frame;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands.Image;

/// <summary>Keys of images by the commands: made, shown, with passwords from everywhere but the command line.</summary>
public sealed class KeyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Types => ["rsa-2048", "rsa-3072", "ecdsa-p256", "ecdsa-p384", "ed25519", "x25519"];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_key_that_is_made_is_for_its_owner_alone_and_can_be_read_again(string type)
    {
        var made = Parse(Good($"image keygen -k k.pem -t {type} --json"));
        Assert.Equal((type, false), (made.GetProperty("kind").GetString(), made.GetProperty("encrypted").GetBoolean()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode("k.pem"));
        Assert.Equal("private\n", Good("image keyinfo -k k.pem --require private").Output);
        Good("image getpub -k k.pem -e pem -o p.pem");
        var info = Parse(Good("image keyinfo -k p.pem --json"));
        Assert.Equal(("public", type), (info.GetProperty("key").GetString(), info.GetProperty("kind").GetString()));
        Assert.Equal(made.GetProperty("publicKeySha256").GetString(), info.GetProperty("publicKeySha256").GetString());
        Refused(2, "image-key-kind", "image keyinfo -k p.pem --require private");
        Assert.Equal(Good("image getpub -k k.pem").Output, Good("image getpub -k p.pem").Output);
    }

    [Fact]
    public void A_key_file_is_not_written_over_without_force_but_the_drop_in_form_does_as_the_original()
    {
        Good("image keygen -k k.pem -t ed25519");
        byte[] first = File.ReadAllBytes(_folder.PathOf("k.pem"));
        Refused(2, "custody-file-exists", "image keygen -k k.pem -t ed25519");
        Assert.Equal(first, File.ReadAllBytes(_folder.PathOf("k.pem")));
        Good("image keygen -k k.pem -t ecdsa-p256 --force");
        Assert.Equal((0, "", ""), Outcome(CliRun.Imgtool(_folder.Folder, "keygen", "-k", "k.pem", "-t", "x25519")));
        Assert.Contains("x25519_pub_key", Good("image getpub -k k.pem").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_comes_from_a_file_a_variable_or_the_terminal()
    {
        File.WriteAllText(_folder.PathOf("pass"), "s\u00e9cret\nsecond line\n");
        Good("image keygen -k k.pem -t ecdsa-p256 --password-file pass");
        Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", File.ReadAllText(_folder.PathOf("k.pem")), StringComparison.Ordinal);
        string shown = Good("image getpub -k k.pem --password-file pass").Output;
        Assert.Equal(shown, Attended([], "image", "getpub", "-k", "k.pem", "--password-env", "PW").Output);
        Assert.Equal(shown, Attended(["s\u00e9cret"], "image", "getpub", "-k", "k.pem").Output);
        Assert.Equal(2, Attended(["wrong"], "image", "getpub", "-k", "k.pem").Exit);
        Assert.Equal(2, Attended([null], "image", "getpub", "-k", "k.pem").Exit);
        Refused(2, "custody-no-secret", "image getpub -k k.pem");
        Refused(2, "private-key-encrypted", "image keyinfo -k k.pem");
        Refused(2, "custody-no-secret", "image getpub -k k.pem --password-env NOT_SET");
        Refused(2, "usage", "image getpub -k k.pem --password-env A --password-file pass");
        File.WriteAllText(_folder.PathOf("empty"), "\nx");
        Refused(2, "custody-no-secret", "image getpub -k k.pem --password-file empty");
    }

    [Fact]
    public void A_new_password_is_typed_twice_alike_or_nothing_is_written()
    {
        Assert.Equal(0, Attended(["one", "one"], "image", "keygen", "-k", "k.pem", "-t", "ed25519", "-p").Exit);
        Assert.Contains("ed25519_pub_key", Attended(["one"], "image", "getpub", "-k", "k.pem").Output, StringComparison.Ordinal);
        var differs = Attended(["one", "two"], "image", "keygen", "-k", "l.pem", "-t", "ed25519", "-p");
        Assert.Equal(2, differs.Exit);
        Assert.Contains("custody-no-secret", differs.Error, StringComparison.Ordinal);
        Refused(2, "custody-no-secret", "image keygen -k l.pem -t ed25519 -p");
        Assert.False(File.Exists(_folder.PathOf("l.pem")));
    }

    [Fact]
    public void Raw_bytes_go_to_standard_output_as_they_are()
    {
        Good("image keygen -k k.pem -t ed25519");
        Good("image getpub -k k.pem -e raw -o raw");
        using var raw = new MemoryStream();
        var context = new CommandContext
        {
            Output = new StringWriter(),
            Error = new StringWriter(),
            RawOutput = raw,
            Entropy = new SeededEntropy(1),
            Clock = TimeProvider.System,
            Disk = new OsDisk(),
            Folder = _folder.Folder,
            TraceFolder = _folder.Folder,
        };
        Assert.Equal(0, CliRun.Of(AllCommands.List, context, "image", "getpub", "-k", "k.pem", "-e", "raw").Exit);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("raw")), raw.ToArray());
        Assert.Equal(Convert.ToHexStringLower(raw.ToArray()), Parse(Good("image getpub -k k.pem -e raw --json")).GetProperty("data").GetString());
    }

    [Theory]
    [InlineData("image getpub -k k.pem -e pem -l c")]
    [InlineData("image getpub -k k.pem -e pem --name-suffix _2")]
    [InlineData("image getpub -k k.pem --name-suffix a-b")]
    [InlineData("image getpub -k k.pem -e lang-go")]
    [InlineData("image getpubhash -k k.pem -e raw --name-suffix _2")]
    [InlineData("image keygen -k k.pem -t dsa --force")]
    public void What_contradicts_itself_is_refused(string line)
    {
        Good("image keygen -k k.pem -t x25519");
        Refused(2, "usage", line);
    }

    [Fact]
    public void A_private_key_is_never_part_of_JSON()
    {
        Good("image keygen -k k.pem -t x25519");
        var run = Parse(Good("image getpriv -k k.pem -o k.c --json"));
        Assert.False(run.TryGetProperty("data", out _));
        var printed = CliRun.Of(_folder.Folder, "image", "getpriv", "-k", "k.pem", "--json");
        Assert.Equal((2, ""), (printed.Exit, printed.Output));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode("k.c"));
        Assert.Equal(Good("image getpriv -k k.pem").Output, File.ReadAllText(_folder.PathOf("k.c")));
    }

    [Fact]
    public void The_drop_in_form_says_its_release_and_ends_errors_as_the_original()
    {
        Assert.Equal((0, "2.4.0\n", ""), Outcome(CliRun.Imgtool(_folder.Folder, "version")));
        Assert.Equal("imgtool 2.4.0\n", Good("image version").Output);
        Assert.Equal("2.4.0", Parse(Good("image version --json")).GetProperty("imgtool").GetString());
        var missing = CliRun.Imgtool(_folder.Folder, "getpub", "-k", "none.pem");
        Assert.Equal(2, missing.Exit);
        Assert.StartsWith("Error: ", missing.Error, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Imgtool(_folder.Folder, "getpub").Exit);
        Assert.Contains("imgtool getpub", CliRun.Imgtool(_folder.Folder, "getpub", "--help").Output, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.PathOf("folder"));
        Assert.Equal(1, CliRun.Imgtool(_folder.Folder, "getpub", "-k", "folder").Exit);
    }

    [Fact]
    public void Binaries_are_assembled_at_the_places_of_their_layout()
    {
        File.WriteAllText(_folder.PathOf("l.o"), "RE_SECURE_IMAGE_OFFSET = 0,\nRE_SECURE_IMAGE_MAX_SIZE = 4\nRE_NON_SECURE_IMAGE_OFFSET = 4\nRE_NON_SECURE_IMAGE_MAX_SIZE = 4\n");
        File.WriteAllBytes(_folder.PathOf("s"), [1]);
        File.WriteAllBytes(_folder.PathOf("n"), [2]);
        Assert.Contains("5 bytes", Good("image assemble -l l.o -s s -n n -o out").Output, StringComparison.Ordinal);
        Assert.Equal([1, 0xff, 0xff, 0xff, 2], File.ReadAllBytes(_folder.PathOf("out")));
        Assert.Equal(5, Parse(Good("image assemble -l l.o -s s -n n -o out --json")).GetProperty("length").GetInt32());
        File.WriteAllBytes(_folder.PathOf("s"), [1, 2, 3, 4, 5]);
        Refused(2, "tfm-layout-range", "image assemble -l l.o -s s -n n -o out");
    }

    private UnixFileMode Mode(string name) =>
        OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(_folder.PathOf(name));

    private static (int, string, string) Outcome(CliRun run) => (run.Exit, run.Output, run.Error);

    private static JsonElement Parse(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    private CliRun Attended(string?[] typed, params string[] args)
    {
        var answers = new Queue<string?>(typed);
        var context = new CommandContext
        {
            Output = new StringWriter { NewLine = "\n" },
            Error = new StringWriter { NewLine = "\n" },
            IsInteractive = true,
            ReadPassword = _ => answers.Dequeue() is { } text ? Secret.CopyOf(Encoding.UTF8.GetBytes(text)) : null,
            Variable = name => name == "PW" ? "s\u00e9cret" : null,
            Entropy = new SeededEntropy(1),
            Clock = TimeProvider.System,
            Disk = new OsDisk(),
            Folder = _folder.Folder,
            TraceFolder = _folder.Folder,
        };
        return CliRun.Of(AllCommands.List, context, args);
    }

    private CliRun Good(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, run.Error);
        return run;
    }

    private void Refused(int exit, string code, string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.Equal(exit, run.Exit);
        Assert.Contains($"code: {code} ", run.Error, StringComparison.Ordinal);
    }
}
