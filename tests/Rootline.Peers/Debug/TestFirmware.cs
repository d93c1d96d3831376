using Rootline.Formats.Elf;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Peers.Debug;

/// <summary>The firmware of tests/firmware, built from source into a folder of its own.</summary>
public sealed class TestFirmware : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Builds the three images.</summary>
    /// <param name="options">Options of the compiler.</param>
    public TestFirmware(params string[] options)
    {
        var run = ProgramRun.Finish(ProgramRun.Start("sh", _folder.Folder, null, [RepositoryRoot.PathOf("tests/firmware/build"), _folder.Folder, .. options]));
        Assert.True(run.Exit == 0, run.Error + run.Output);
    }

    /// <summary>The boot loader.</summary>
    public string Bl2 => _folder.PathOf("bl2.elf");

    /// <summary>The secure image.</summary>
    public string Secure => _folder.PathOf("s.elf");

    /// <summary>The non-secure image.</summary>
    public string NonSecure => _folder.PathOf("ns.elf");

    /// <summary>Where the emulator writes what the images print.</summary>
    public string Console => _folder.PathOf("console.txt");

    /// <summary>Reads one of the files.</summary>
    /// <param name="file">Its path.</param>
    public static ElfImage Read(string file) => ElfImage.Parse(File.ReadAllBytes(file)).OrThrow();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
