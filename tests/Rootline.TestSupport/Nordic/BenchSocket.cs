using System.Buffers.Binary;
using Rootline.Chips.Nordic;
using Rootline.Core.Power;
using Rootline.Core.Wires;
using Rootline.Line.Nordic.Debug;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Nordic;

/// <summary>A socket of the line with a virtual part in it, without a debug server between: what a server would say of a dead part is silence.</summary>
public sealed class BenchSocket(NordicBench bench, TimeProvider clock) : INordicSocket
{
    /// <inheritdoc/>
    public string Name => "bench";

    /// <inheritdoc/>
    public bool HasNetworkDebugger => bench.Chip.Network is not null;

    /// <summary>Called before each step of a debugger that changes something: what an interrupted station leaves out.</summary>
    public Action<string> BeforeChange { get; set; } = static _ => { };

    /// <inheritdoc/>
    public INordicDebugger OpenDebugger(NordicCoreName core) => new Debugger(this, bench.Chip, core == NordicCoreName.Network);

    /// <inheritdoc/>
    public IByteWire OpenConsole() => new DeviceWire("console", bench.Chip.Application.Uart, clock);

    private sealed class Debugger(BenchSocket socket, NordicChip chip, bool isNetwork) : INordicDebugger
    {
        private readonly DebugBus _bus = new(chip, isNetwork);

        public string Name => "bench debugger";

        public bool TryRead(uint address, Span<byte> destination)
        {
            try
            {
                return _bus.TryRead(address, destination);
            }
            catch (PowerLostException e)
            {
                throw GdbLinkFaults.NoAnswer.Exception(e.Message);
            }
        }

        public void WriteRegister(uint address, uint value) => Ask("register", () => _bus.TryWrite(address, Word(value)));

        public void Erase(uint address, uint length) => Ask("erase", () => _bus.TryErase(address, length));

        public void Program(uint address, ReadOnlySpan<byte> content)
        {
            byte[] bytes = content.ToArray();
            Ask("program", () => _bus.TryBurn(address, bytes));
        }

        public void BurnWord(uint address, uint value) => Ask("word", () => _bus.TryBurn(address, Word(value)));

        public void EraseAll() => Ask("erase all", () => isNetwork ? chip.Port.EraseAllNetwork() : chip.Port.EraseAll());

        public void Reset() => Ask("reset", () =>
        {
            chip.Reset();
            return true;
        });

        public void Dispose()
        {
        }

        private static byte[] Word(uint value)
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            return bytes;
        }

        private void Ask(string what, Func<bool> step)
        {
            socket.BeforeChange(what);
            try
            {
                if (!step())
                    throw GdbLinkFaults.Refused.Exception($"the part refuses: {what}");
            }
            catch (PowerLostException e)
            {
                throw GdbLinkFaults.NoAnswer.Exception(e.Message);
            }
        }
    }
}
