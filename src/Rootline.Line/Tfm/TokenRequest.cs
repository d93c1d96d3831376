using System.Buffers.Binary;
using Rootline.Core.Faults;

namespace Rootline.Line.Tfm;

/// <summary>
/// Has the non-secure image of a device ask for a token, as an application would, through the debug port. Source: tfm-provisioning
/// sections 9.3 and 14.2.
/// </summary>
public static class TokenRequest
{
    private const int LongestToken = 1024;

    /// <summary>Takes a token; the core stands at the stop afterwards.</summary>
    /// <param name="target">The device, whose core stands before the stop: behind a reset, say.</param>
    /// <param name="application">The non-secure image, with the stop and <see cref="TfmFirmware.GetToken"/> looked up.</param>
    /// <param name="stopAt">A function at which it can ask.</param>
    /// <param name="challenge">32, 48 or 64 bytes.</param>
    /// <param name="patience">How long the device may take to the stop, and for the token.</param>
    /// <exception cref="FaultException"><see cref="TfmLineFaults.NoToken"/>, or a fault of the debug session.</exception>
    public static byte[] Take(DeviceTarget target, TfmImage application, string stopAt, ReadOnlySpan<byte> challenge, TimeSpan patience) =>
        Take(target, new DeviceCalls(target.Host, patience), application, stopAt, challenge, patience);

    /// <summary>As above, through calls that the flow holds already.</summary>
    internal static byte[] Take(DeviceTarget target, DeviceCalls calls, TfmImage application, string stopAt, ReadOnlySpan<byte> challenge, TimeSpan patience)
    {
        uint asked = (uint)challenge.Length, lengthAt = asked + LongestToken;
        var buffer = new byte[lengthAt + sizeof(uint)];
        challenge.CopyTo(buffer);
        target.RunTo(application[stopAt], patience);
        uint status = calls.Call(application[TfmFirmware.GetToken], buffer, at => [at, asked, at + asked, LongestToken], stacked: lengthAt);
        if (status != 0)
            throw TfmLineFaults.NoToken.Exception($"{TfmFirmware.GetToken} gives {(int)status}", vendorCode: $"{(int)status}");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan((int)lengthAt));
        if (length is 0 or > LongestToken)
            throw TfmLineFaults.NoToken.Exception($"{TfmFirmware.GetToken} tells {length} bytes");
        return buffer[(int)asked..(int)(asked + length)];
    }
}
