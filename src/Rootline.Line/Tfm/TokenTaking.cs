using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>Has the non-secure image ask for a token, as an application would. Source: tfm-provisioning sections 9.3 and 14.2.</summary>
/// <param name="parts">Target and secrets.</param>
/// <param name="plan">Firmware and bundle.</param>
/// <param name="calls">Calls into the device.</param>
internal sealed class TokenTaking(TfmParts parts, TfmPlan plan, DeviceCalls calls)
{
    private const int ChallengeLength = 32;

    /// <summary>Takes a token and judges it.</summary>
    /// <param name="application">The non-secure image.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.NoToken"/> or <see cref="TfmLineFaults.Token"/>.</exception>
    public TakenToken Take(TfmImage application)
    {
        byte[] challenge = parts.Entropy.Bytes(ChallengeLength);
        byte[] token = TokenRequest.Take(parts.Target, calls, application, plan.Firmware.StopAt, challenge, plan.Patience);
        return new(token, TokenCheck.Judge(token, challenge, plan.Bundle, parts.Secrets).OrThrow());
    }
}

/// <summary>A token that was judged.</summary>
/// <param name="Bytes">The token.</param>
/// <param name="InstanceId">The device's instance id, 33 bytes.</param>
internal sealed record TakenToken(byte[] Bytes, byte[] InstanceId);
