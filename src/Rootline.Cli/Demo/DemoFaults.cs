using Rootline.Core.Faults;

namespace Rootline.Cli.Demo;

/// <summary>Faults of the demo.</summary>
internal static class DemoFaults
{
    /// <summary>The folder is in use.</summary>
    public static readonly FaultCode FolderUsed = new(
        "demo-folder-used", Party.Operator, "the folder holds a demo already and is not overwritten", "name another folder with --folder, or delete that one");

    /// <summary>A number is out of range.</summary>
    public static readonly FaultCode Range = new(
        "demo-range", Party.Operator, "a number of the demo is out of range", "give 1 to 100,000 devices and a quota of 1 to 5,000,000");
}
