using System.Text.Json;
using Rootline.TestSupport;
using Xunit;

namespace Rootline.Tests.Cli.Commands;

/// <summary><c>tfm otp show</c> and <c>recover</c> with images of a running TF-M.</summary>
public sealed class TfmOtpCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public void An_image_is_shown_without_its_secrets()
    {
        Put("otp.bin", Vectors.Read("tfm/otp/v17_6_secured.bin"));
        var known = JsonDocument.Parse(Vectors.Read("tfm/devices/devA.json")).RootElement;
        string text = Demand("tfm otp show otp.bin").Output;
        string json = Demand("tfm otp show otp.bin --json").Output;
        Assert.All((string[])["huk", "iak", "entropy"], n => Assert.DoesNotContain(known.GetProperty(n).GetString()![..16], text + json, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("life cycle               SECURED (claim 3000)\n", text, StringComparison.Ordinal);
        Assert.Contains("cert_ref                 1234567890128-00042\n", text, StringComparison.Ordinal);
        Assert.Contains("first copy               whole, swap count 19 (one byte)\n", text, StringComparison.Ordinal);
        Assert.Contains("bl2_nv_counter_1         1\n", text, StringComparison.Ordinal);
        Assert.Contains("iak_len                  32 bytes\niak_type                 P-256\n", text, StringComparison.Ordinal);
        Assert.Contains("lcs                      3 (SECURED)\n", text, StringComparison.Ordinal);
        Assert.Contains("THE DUMMY RSA-3072 KEY OF IMAGE 0, NOT SECURE", text, StringComparison.Ordinal);
        Assert.Contains("NOT SECURE", Demand("tfm otp show otp.bin").Error, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("tfm-1.7", "in-order", "SECURED", 0x3000, true), (root.GetProperty("layout").GetString(), root.GetProperty("state").GetString(), root.GetProperty("lifecycle").GetString(), root.GetProperty("lifecycleClaim").GetInt32(), root.GetProperty("dummy").GetBoolean()));
        Assert.StartsWith("""{"layout":"tfm-1.7","structLength":768,"areaLength":4096,"first":{"whole":true,"count":4294967059},"backup":{"whole":true,"count":4294967059},"state":"in-order","lifecycle":"SECURED","lifecycleClaim":12288,"dummy":true,"elements":[{"name":"huk","number":0,"offset":4,"length":32,"set":true},""", json, StringComparison.Ordinal);
        Assert.EndsWith("""{"name":"secure_debug_pk","number":30,"offset":720,"length":32,"set":false,"value":"0000000000000000000000000000000000000000000000000000000000000000"}],"storageCounters":[0,0,0]}""" + "\n", json, StringComparison.Ordinal);
    }

    [VectorFact]
    public void A_torn_image_is_recovered_into_another_file_inside_a_longer_dump_too()
    {
        byte[] torn = Vectors.Read("tfm/otp/v17_cut10_before.bin");
        byte[] mended = Vectors.Read("tfm/otp/v17_cut10_recovered.bin");
        Put("torn.bin", torn);
        Assert.Equal("""{"layout":"tfm-1.7","before":"renews-backup","after":"in-order","lifecycle":"SECURED","lifecycleClaim":12288}""" + "\n", Demand("tfm otp recover torn.bin -o mended.bin --json").Output);
        Assert.Equal(mended, Read("mended.bin"));
        Assert.Equal(torn, Read("torn.bin"));
        Refused(2, "usage", "tfm otp recover torn.bin -o mended.bin");
        Put("dump.bin", [.. new byte[0x100], .. torn, .. new byte[0x40]]);
        Demand("tfm otp recover dump.bin -o mended.bin --force --offset 0x100 --area 4096");
        Assert.Equal([.. new byte[0x100], .. mended, .. new byte[0x40]], Read("mended.bin"));
        Put("old.bin", Vectors.Read("tfm/otp/v17_cut07_before.bin"));
        Assert.Equal("restored the first copy from the backup; the life cycle is PSA_ROT_PROVISIONING\n", Demand("tfm otp recover old.bin -o older.bin").Output);
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_name()
    {
        Put("blank.bin", new byte[8192]);
        Put("noise.bin", [.. Enumerable.Repeat((byte)0x5A, 8192)]);
        Refused(2, "tfm-otp-lost", "tfm otp show blank.bin");
        Refused(2, "tfm-otp-lost", "tfm otp show blank.bin --layout tfm-2.3");
        Refused(2, "tfm-otp-lost", "tfm otp recover blank.bin --layout tfm-2.3 -o x.bin");
        Refused(2, "tfm-otp-image", "tfm otp show noise.bin");
        Refused(2, "usage", "tfm otp show noise.bin --layout tfm-9");
        Refused(2, "usage", "tfm otp show noise.bin --offset 9000");
        Refused(2, "usage", "tfm otp show noise.bin --area 0x2000");
        Refused(2, "usage", "tfm otp show noise.bin --area many");
        Assert.False(File.Exists(Path.Combine(_folder.Folder, "x.bin")));
    }

    private void Put(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.Folder, name), content);

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(_folder.Folder, name));

    private CliRun Demand(string line)
    {
        var run = CliRun.Of(_folder.Folder, line.Split(' '));
        Assert.True(run.Exit == 0, run.Error);
        return run;
    }

    private void Refused(int exit, string code, string line)
    {
        var run = CliRun.Of(_folder.Folder, [.. line.Split(' '), "--json"]);
        Assert.Equal(exit, run.Exit);
        Assert.Contains($"\"{code}\"", run.Error, StringComparison.Ordinal);
    }
}
