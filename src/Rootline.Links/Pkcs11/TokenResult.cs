using Rootline.Core.Faults;

namespace Rootline.Links.Pkcs11;

/// <summary>Turns results of a module into faults.</summary>
internal static class TokenResult
{
    /// <summary>Demands success.</summary>
    /// <param name="result">What a function returned.</param>
    /// <param name="function">Its name, for example <c>C_Sign</c>.</param>
    /// <exception cref="FaultException">Anything else.</exception>
    public static void Demand(nuint result, string function)
    {
        if (result != (nuint)Ckr.Ok)
            throw FaultOf((Ckr)(uint)result, function).ToException();
    }

    /// <summary>The fault of a result.</summary>
    public static Fault FaultOf(Ckr result, string function)
    {
        string name = CkrName.Of(result);
        return CodeOf(result).Fault($"{function} of the module answers {name}", vendorCode: name);
    }

    private static FaultCode CodeOf(Ckr result) => result switch
    {
        Ckr.PinIncorrect or Ckr.PinInvalid or Ckr.PinLenRange => TokenFaults.Pin,
        Ckr.PinLocked or Ckr.PinExpired or Ckr.UserPinNotInitialized => TokenFaults.PinLocked,
        Ckr.DeviceRemoved or Ckr.TokenNotPresent or Ckr.TokenNotRecognized or Ckr.SessionHandleInvalid or Ckr.SessionClosed or Ckr.SlotIdInvalid => TokenFaults.Removed,
        Ckr.KeySizeRange or Ckr.KeyTypeInconsistent or Ckr.KeyFunctionNotPermitted or Ckr.MechanismInvalid or Ckr.CurveNotSupported => TokenFaults.KeyKind,
        _ => TokenFaults.Failed,
    };
}
