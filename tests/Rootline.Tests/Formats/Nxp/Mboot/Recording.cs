using System.Text;
using Rootline.TestSupport;

namespace Rootline.Tests.Formats.Nxp.Mboot;

/// <summary>The recorded bytes between the reference client and a target: <c>H&gt;T</c> and <c>T&gt;H</c> lines.</summary>
internal static class Recording
{
    /// <summary>Runs of bytes in one direction, in order.</summary>
    public static List<(bool FromHost, byte[] Bytes)> Runs()
    {
        var runs = new List<(bool FromHost, byte[] Bytes)>();
        foreach (string line in Encoding.ASCII.GetString(Vectors.Read("spsdk-tp/traces/mboot-uart-tphost-load.txt")).Split('\n'))
        {
            if (line.Split(' ') is not [var direction, var hex])
                continue;
            bool fromHost = direction == "H>T";
            var bytes = Convert.FromHexString(hex.Trim());
            if (runs.Count > 0 && runs[^1].FromHost == fromHost)
                runs[^1] = (fromHost, [.. runs[^1].Bytes, .. bytes]);
            else
                runs.Add((fromHost, bytes));
        }

        return runs;
    }
}
