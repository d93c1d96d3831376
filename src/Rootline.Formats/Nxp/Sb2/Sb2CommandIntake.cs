using System.Security.Cryptography;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Puts commands together from decrypted, authenticated parts of a section; a command may lie across several.</summary>
/// <param name="runner">Takes the commands.</param>
internal sealed class Sb2CommandIntake(ISb2Runner runner) : IDisposable
{
    private byte[] _kept = [];
    private int _length;
    private long _needed;
    private int _number;

    /// <summary>What is wrong with a command; null when nothing is, or when the runner stopped.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Takes the next part.</summary>
    /// <param name="part">Whole blocks.</param>
    /// <param name="left">How many bytes of the section follow it.</param>
    /// <returns>0 to go on; otherwise the status, with <see cref="Fault"/> when the file is what is wrong.</returns>
    public uint Take(byte[] part, long left)
    {
        Keep(part);
        int offset = 0;
        while (_length - offset >= Math.Max(_needed, Sb2CommandHeader.Length))
        {
            if (RunOne(_kept.AsMemory(offset, _length - offset), left, out int taken) is not 0 and var status)
                return status;
            if (taken == 0)
                break;
            offset += taken;
        }

        _kept.AsSpan(offset, _length - offset).CopyTo(_kept);
        _length -= offset;
        _number = left == 0 ? 0 : _number;
        return 0;
    }

    /// <summary>Wipes what is kept.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_kept);

    private void Keep(byte[] part)
    {
        if (_kept.Length < _length + part.Length)
        {
            var larger = new byte[Math.Max(_length + part.Length, 2 * _length)];
            _kept.AsSpan(0, _length).CopyTo(larger);
            Dispose();
            _kept = larger;
        }

        part.CopyTo(_kept, _length);
        _length += part.Length;
    }

    // A command that is not whole yet takes nothing, unless the rest of the section cannot complete it.
    private uint RunOne(ReadOnlyMemory<byte> bytes, long left, out int taken)
    {
        taken = 0;
        _needed = 0;
        if (Sb2CommandReader.LengthOf(bytes.Span).Try(out long length, out _) && length > bytes.Length && length <= bytes.Length + left)
        {
            _needed = length;
            return 0;
        }

        if (!Sb2CommandReader.ReadOne(bytes).Try(out var command, out var fault))
        {
            Fault = fault.In($"command {_number}");
            return Sb2Faults.StatusOf(fault);
        }

        taken = command.Blocks * Sb2Format.Block;
        _number++;
        return runner.Run(command);
    }
}
