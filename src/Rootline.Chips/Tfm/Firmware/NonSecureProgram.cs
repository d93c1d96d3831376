using Rootline.Chips.Cpu;
using Rootline.Services.Attestation;
using Rootline.Services.Framework;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// The non-secure image: it says that it is there and waits. A debugger calls its two attestation functions as the application would.
/// </summary>
internal sealed class NonSecureProgram
{
    private const uint DataAt = 0x1000;
    private const int LongestBuffer = 0x1000;
    private readonly TfmState _state;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    public NonSecureProgram(TfmState state)
    {
        _state = state;
        Layout = new($"tfm_ns {Convert.ToHexString(state.Build.ToBytes())}", An521Map.NonSecureCode, An521Map.NonSecureRam + DataAt, isSecure: false);
        Main = Layout.Function("main", Run);
        Layout.Function("psa_initial_attest_get_token", CpuBodies.Of(GetToken));
        Layout.Function("psa_initial_attest_get_token_size", CpuBodies.Of(GetTokenSize));
        if (state.Build.NonSecureCounters == 0)
            return;
        var counters = new NonSecureCounters(state);
        Layout.Function("tfm_platform_nv_counter_increment", CpuBodies.Of(counters.Increment));
        Layout.Function("tfm_platform_nv_counter_read", CpuBodies.Of(counters.Read));
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it starts.</summary>
    public EntryPoint Main { get; }

    private IEnumerable<CpuStep> Run(CpuCall call)
    {
        _state.Console.Line("Non-Secure system starting...");
        while (true)
            yield return CpuStep.Wait;
    }

    // Challenge, its length, buffer, its length, and on the stack where the length of the token goes.
    private uint GetToken(CpuCall call)
    {
        if (call.Argument(1) > LongestBuffer)
            return unchecked((uint)PsaStatus.InvalidArgument);
        var challenge = new byte[call.Argument(1)];
        call.Read(call.Argument(0), challenge);
        var token = new OutputVector((int)Math.Min(call.Argument(3), LongestBuffer));
        var status = Ask(AttestationRequest.GetToken, challenge, token);
        if (status == PsaStatus.Success)
        {
            call.Write(call.Argument(2), token.Written);
            call.WriteWord(call.Argument(4), (uint)token.Length);
        }

        return unchecked((uint)status);
    }

    // The challenge's length, where the token's goes.
    private uint GetTokenSize(CpuCall call)
    {
        var size = new OutputVector(sizeof(uint));
        var status = Ask(AttestationRequest.GetTokenSize, BitConverter.GetBytes(call.Argument(0)), size);
        if (status == PsaStatus.Success)
            call.Write(call.Argument(1), size.Written);
        return unchecked((uint)status);
    }

    private PsaStatus Ask(int type, byte[] input, OutputVector output) =>
        _state.Attestation?.Call(new(_state.Build.NonSecureClient, type, [input], output)) ?? PsaStatus.ServiceFailure;
}
