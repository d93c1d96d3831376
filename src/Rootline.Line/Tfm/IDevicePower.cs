using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>
/// The power of a device whose life cycle is the hardware's and comes with a power-on alone: CryptoCell-312. Source: tfm-provisioning
/// section 7.
/// </summary>
public interface IDevicePower
{
    /// <summary>Has the power taken away and given again. The session with the device is over; a new one begins.</summary>
    /// <param name="why">What the device then is, for whoever does it by hand.</param>
    /// <returns>The device in its new session; its core stands.</returns>
    /// <exception cref="FaultException">The power was not taken, or nobody answers afterwards.</exception>
    DeviceTarget Cycle(string why);
}
