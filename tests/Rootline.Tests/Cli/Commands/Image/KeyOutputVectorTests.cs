using Rootline.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli.Commands.Image;

/// <summary>Every row of key outputs of the reference set, in both forms of the command line.</summary>
public sealed class KeyOutputVectorTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public void Every_key_output_is_identical_and_every_refusal_has_the_same_exit_code()
    {
        int files = 0, refusals = 0, others = 0;
        foreach (var row in McubootVectors.KeyOutputs)
        {
            string[] args = row.Args();
            string? file = row.Text("file");
            byte[]? expected = file is null ? null : File.ReadAllBytes(Path.Combine(McubootVectors.Folder!, file));
            foreach (bool imgtool in (bool[])[true, false])
            {
                string made = _folder.PathOf("out");
                File.Delete(made);
                string[] line = [.. args.Select((a, i) => i > 0 && args[i - 1] == "-o" ? made : a)];
                var run = imgtool ? CliRun.Imgtool(McubootVectors.Folder!, line) : CliRun.Of(McubootVectors.Folder!, ["image", .. line]);
                Assert.True(row.GetProperty("exit").GetInt32() == run.Exit, $"{string.Join(' ', args)}: {run.Exit} {run.Error}");
                if (expected is null)
                    continue;
                byte[] given = File.Exists(made) ? File.ReadAllBytes(made) : System.Text.Encoding.ASCII.GetBytes(run.Output);
                Assert.True(expected.AsSpan().SequenceEqual(given), $"{string.Join(' ', args)} differs");
            }

            files += expected is null ? 0 : 1;
            refusals += row.GetProperty("exit").GetInt32() == 0 ? 0 : 1;
            others += expected is null && row.GetProperty("exit").GetInt32() == 0 ? 1 : 0;
        }

        Assert.Equal(McubootVectors.KeyOutputs.Count, files + refusals + others);
        output.Tell($"key outputs of the reference set: {files} files identical, {refusals} refused alike, {others} answered alike");
    }
}
