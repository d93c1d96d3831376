using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Oem;

/// <summary>docs/keys.md says what is true: its program signs, with OpenSSL, and OpenSSL's old key files are read.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class KeyPageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("python3", "openssl")]
    public void The_program_of_the_page_signs_as_it_stands_there()
    {
        File.WriteAllText(_folder.PathOf("sign.py"), Python().Match(File.ReadAllText(RepositoryRoot.PathOf("docs/keys.md"))).Groups[1].Value);
        OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "release.pem");
        OpenSsl("pkey", "-in", "release.pem", "-pubout", "-out", "release-pub.pem");
        string python = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, "python3")).First(File.Exists);

        var run = CliRun.Of(_folder.Folder, "key", "show", $"program:{python}?arg={_folder.PathOf("sign.py")}&arg={_folder.PathOf("release.pem")}&public-key=release-pub.pem", "--try");

        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains("signs       yes", run.Output, StringComparison.Ordinal);
    }

    [ProgramFact("openssl")]
    public void Key_files_in_every_form_of_OpenSSL_are_the_same_key()
    {
        OpenSsl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "ec.pem");
        OpenSsl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem");
        OpenSsl("genpkey", "-algorithm", "ED25519", "-out", "ed.pem");
        File.WriteAllText(_folder.PathOf("pw.txt"), "old secret\n");
        foreach (string cipher in (string[])["aes128", "aes192", "aes256", "des3"])
        {
            OpenSsl("ec", "-in", "ec.pem", $"-{cipher}", "-passout", "file:pw.txt", "-out", $"ec-{cipher}.pem");
            OpenSsl("rsa", "-in", "rsa.pem", "-traditional", $"-{cipher}", "-passout", "file:pw.txt", "-out", $"rsa-{cipher}.pem");
            OpenSsl("pkcs8", "-topk8", "-in", "ed.pem", "-v2", cipher == "des3" ? "des3" : $"{cipher}", "-passout", "file:pw.txt", "-out", $"ed-{cipher}.pem");
            foreach (string kind in (string[])["ec", "rsa", "ed"])
                Assert.Equal(Shown($"{kind}.pem"), Shown($"file:{kind}-{cipher}.pem?password-source=pw.txt"));
        }
    }

    private string Shown(string reference)
    {
        var run = CliRun.Of(_folder.Folder, "key", "show", reference);
        Assert.True(run.Exit == 0, run.Error);
        return string.Join('\n', run.Output.Split('\n').Where(l => !l.StartsWith("place", StringComparison.Ordinal)));
    }

    private void OpenSsl(params string[] args)
    {
        var run = ProgramRun.Finish(ProgramRun.Start("openssl", _folder.Folder, null, args));
        Assert.True(run.Exit == 0, run.Error);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Python();
}
