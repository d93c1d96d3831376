using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Core.Time;
using Rootline.Line.Tfm;

namespace Rootline.Cli.Commands.Tfm.Provision;

/// <summary>A device behind a debug server, over all the sessions that it takes: a power-on ends one and begins another.</summary>
/// <param name="context">Clock and cancellation.</param>
/// <param name="connect">Opens a session.</param>
/// <param name="way">How the power is taken away; null for a device that is never asked to.</param>
internal sealed class DebuggedSession(CommandContext context, Func<DebuggedDevice> connect, PowerWay? way) : IDevicePower, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The device in its session.</summary>
    public DebuggedDevice Device { get; private set; } = connect();

    /// <summary>The device's power; null for a device whose power stays.</summary>
    public IDevicePower? Power => way is null ? null : this;

    /// <inheritdoc/>
    public DeviceTarget Cycle(string why)
    {
        Device.Dispose();
        way!.Cycle(why);
        var deadline = Deadline.After(context.Clock, way.Patience, context.Cancellation);
        while (true)
        {
            try
            {
                Device = connect();
                return Device.Target;
            }
            catch (FaultException e) when (!deadline.Passed && e.Fault.Code.Party is not Party.Operator)
            {
                // The debug server starts again, or has not found its target yet.
                context.Clock.Sleep(Pause, context.Cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();
}
