using System.Buffers.Binary;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Boot;

/// <summary>
/// The boot code's own provisioning: its first boot burns the root of trust public keys that it was built with, and the policy.
/// What is burned already stays; other keys than those are refused. After a power cut the next boot goes on.
/// </summary>
internal static class OtpProvisioning
{
    /// <summary>Burns what is missing.</summary>
    /// <param name="code">The boot code.</param>
    /// <param name="otp">One-time memory.</param>
    /// <param name="log">The boot log.</param>
    public static void Run(BootCode code, BootOtp otp, BootLog log)
    {
        bool isTold = false;
        for (int place = 0; place < code.Rotpks.Count; place++)
        {
            var element = OtpElement.Bl2Rotpk0 + place;
            if (otp.Read(element).AsSpan().ContainsAnyExcept((byte)0))
                continue;
            if (!isTold)
                log.Info("Beginning BL2 provisioning");
            isTold = true;
            otp.BurnForEver(element, code.Rotpks[place].Span);
        }

        if (!code.Demands(BootRuleSet.Policy) || code.Rotpks.Count == 0)
            return;
        Span<byte> policy = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(policy, code.PolicyWord);
        if (!otp.Read(OtpElement.Bl2RotpkPolicies).AsSpan().ContainsAnyExcept((byte)0))
            otp.BurnForEver(OtpElement.Bl2RotpkPolicies, policy);
    }
}
