using System.Buffers.Binary;
using Rootline.Chips.Cpu;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// How a boot loader that polls takes a bundle: it waits until both magics are in RAM, copies code, data and values to where they run,
/// runs the code and wipes the three. The bundle itself stays where it was put: that is for the host to wipe. Source:
/// tfm-provisioning section 8.1.
/// </summary>
/// <param name="state">The device.</param>
/// <param name="program">The code that this build's bundles bring along.</param>
internal sealed class BundleReception(TfmState state, BundleProgram program)
{
    private const int Word = 4;
    private readonly BundleLayout _layout = state.Build.Bundle;

    /// <summary>Waits for a bundle and runs it; what it returns is what provisioning returns.</summary>
    /// <param name="call">The call of the provisioning function.</param>
    public IEnumerable<CpuStep> Take(CpuCall call)
    {
        state.Console.Line("[INF] Waiting for provisioning bundle");
        while (!IsThere(call))
            yield return CpuStep.Poll(() => IsThere(call));
        Copy(call, Word, An521Map.BundleCode, _layout.CodeLength);
        Copy(call, _layout.ValuesAt, An521Map.BundleValues, _layout.ValuesLength);
        Copy(call, _layout.ValuesAt + _layout.ValuesLength, An521Map.BundleData, _layout.DataLength);
        state.Console.Line("[INF] Running provisioning bundle");
        program.Layout.DemandIn(call);
        yield return CpuStep.Call(program.Main);
        uint result = call.Result;
        call.Write(An521Map.BundleCode, new byte[_layout.CodeLength]);
        call.Write(An521Map.BundleData, new byte[_layout.DataLength]);
        call.Write(An521Map.BundleValues, new byte[_layout.ValuesLength]);
        call.Return = result;
    }

    private bool IsThere(CpuCall call) => IsMagic(call, An521Map.Bundle) && IsMagic(call, An521Map.Bundle + (uint)(_layout.Length - Word));

    private static bool IsMagic(CpuCall call, uint address)
    {
        Span<byte> word = stackalloc byte[Word];
        call.Read(address, word);
        return BinaryPrimitives.ReadUInt32LittleEndian(word) == ProvisioningBundle.Magic;
    }

    private static void Copy(CpuCall call, int offset, uint to, int length)
    {
        var part = new byte[length];
        call.Read(An521Map.Bundle + (uint)offset, part);
        call.Write(to, part);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(part);
    }
}
