using Rootline.Core.Faults;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Records;
using Rootline.Line.Nordic.Debug;
using Rootline.Line.Steps;
using Rootline.Links.Gdb;

namespace Rootline.Line.Nordic;

/// <summary>The single steps on a part: each opens its debugger anew, and looks before it changes something.</summary>
/// <param name="socket">Where the part is.</param>
/// <param name="plan">What to do.</param>
/// <param name="steps">The steps' clock.</param>
/// <param name="clock">The station's clock.</param>
internal sealed class NordicHands(INordicSocket socket, NordicPlan plan, StepClock steps, TimeProvider clock)
{
    private readonly NordicBoot _boot = new(socket, steps, clock, new(plan.Patience, plan.Terms.Cancellation));

    private bool UsesNetwork => plan.NetworkProvisioningImage is not null || plan.NetworkFirmware is not null;

    /// <summary>Refuses a plan for which a debugger is missing.</summary>
    public void DemandDebuggers()
    {
        if (UsesNetwork && !socket.HasNetworkDebugger)
            throw NordicLineFaults.NoNetworkDebugger.Exception($"{socket.Name}: there is one debugger");
    }

    /// <summary>Looks what the part is.</summary>
    public NordicSnapshot? Look()
    {
        using var debugger = socket.OpenDebugger(NordicCoreName.Application);
        return NordicSurvey.Take(debugger, plan.Target);
    }

    /// <summary>Erases everything; the network core first, because that erases both.</summary>
    public void EraseAll()
    {
        try
        {
            if (UsesNetwork)
                Do(NordicCoreName.Network, d => d.EraseAll());
            Do(NordicCoreName.Application, d => d.EraseAll());
        }
        catch (FaultException e) when (e.Fault.Code == GdbLinkFaults.Refused)
        {
            throw NordicLineFaults.NotErased.Exception(e.Fault.What);
        }
    }

    /// <summary>Keeps the ports open over the next resets, on parts that would close them.</summary>
    public void OpenPorts()
    {
        if (!plan.Part.LocksByDefault)
            return;
        var uicr = plan.Part.Uicr;
        steps.Run("4 keep debug ports open", () =>
        {
            Do(NordicCoreName.Application, d => Open(d, uicr.Base + UicrMap.ApProtect, uicr.Base + uicr.SecureApProtect));
            if (UsesNetwork)
                Do(NordicCoreName.Network, d => Open(d, plan.Part.NetworkCore!.UicrBase + plan.Part.NetworkCore.ApProtect));
        });
    }

    /// <summary>
    /// Loads what the network core runs first: its provisioning image, or its firmware. Before any reset: a core without firmware closes
    /// its port then, also where its word would open it.
    /// </summary>
    public void PrepareNetworkCore()
    {
        if ((plan.NetworkProvisioningImage ?? plan.NetworkFirmware) is not { } image)
            return;
        if (!IsNetworkOpen(image))
            ReopenNetworkCore();
        steps.Run("4 load network core", () => Load(NordicCoreName.Network, image));
    }

    /// <summary>Whether the network core's firmware can still be loaded, where it comes after the provisioning image.</summary>
    public bool CanFinishNetworkCore() => plan.NetworkProvisioningImage is not { } image || IsNetworkOpen(image);

    /// <summary>Judges and erases the network core's provisioning image and loads its firmware, before a reset closes the port for good.</summary>
    public void FinishNetworkCore()
    {
        if (plan.NetworkProvisioningImage is not { } first)
            return;
        steps.Run("8 finish network core", () =>
        {
            DemandNetworkSuccess();
            Unload(NordicCoreName.Network, first);
            if (plan.NetworkFirmware is { } image)
                Load(NordicCoreName.Network, image);
        });
    }

    /// <summary>Programs an image and reads it back.</summary>
    /// <param name="core">Which core.</param>
    /// <param name="image">The image.</param>
    public void Load(NordicCoreName core, FlashImage image) => Do(core, d => Load(d, core, image));

    /// <summary>Erases an image's pages and reads back that they are erased.</summary>
    /// <param name="core">Which core.</param>
    /// <param name="image">The image.</param>
    public void Unload(NordicCoreName core, FlashImage image)
    {
        var (address, length) = image.Pages(MemoryOf(core));
        Do(core, d =>
        {
            d.Erase(address, length);
            var content = new byte[length];
            if (!d.TryRead(address, content) || content.AsSpan().ContainsAnyExcept((byte)0xFF))
                throw NordicLineFaults.ReadBack.Exception($"{image.Name} is not erased from the {core} core");
        });
    }

    /// <summary>Runs the provisioning image, whose reset may switch the lifecycle for ever.</summary>
    public ProvisioningConsole RunImage()
    {
        var console = new ProvisioningConsole();
        _boot.Run(line =>
        {
            console.Take(line);
            return console.IsOver;
        });
        if (console.Failure is { } failure)
            throw NordicLineFaults.Failed.Exception($"{socket.Name}: \"{failure.Text}\": {failure.Meaning}");
        return console.HasSucceeded ? console : throw NordicLineFaults.Console.Exception(console.Disordered is null
            ? $"{socket.Name}: after {console.Marks.Count} of {ProvisioningMessages.Marks.Count} lines nothing came; the last one was \"{_boot.LastLine}\""
            : $"{socket.Name}: \"{_boot.LastLine}\" came out of order");
    }

    /// <summary>Reads back that keys, implementation id and lifecycle are there.</summary>
    /// <param name="device">The part's id.</param>
    public void DemandProvisioned(string device)
    {
        var seen = Look();
        var found = NordicFindings.Of(seen, plan);
        if (found != NordicFinding.Provisioned)
            throw (found is NordicFinding.Half or NordicFinding.Torn ? NordicLineFaults.Half : NordicLineFaults.ReadBack).Exception($"{device} is found {found} after its provisioning image");
        if (seen!.DeviceId != device)
            throw NordicLineFaults.OtherPart.Exception($"{socket.Name}: {device} was provisioned, {seen.DeviceId} is there now");
        if (plan.ImplementationId is { } id && !id.Span.SequenceEqual(seen.ImplementationId.Span))
            throw NordicLineFaults.ReadBack.Exception($"{device} has the implementation id {Convert.ToHexStringLower(seen.ImplementationId.Span)}");
    }

    /// <summary>Closes both ports from the next reset on, for ever: TF-M demands it.</summary>
    public void BurnProtections()
    {
        var uicr = plan.Part.Uicr;
        Do(NordicCoreName.Application, d =>
        {
            foreach (uint address in (uint[])[uicr.Base + UicrMap.ApProtect, uicr.Base + uicr.SecureApProtect])
                Burn(d, address);
        });
    }

    /// <summary>
    /// Sets ERASEPROTECT for ever, the application core's last. Only behind closed ports that read back: a part whose protection is torn must
    /// still be erased.
    /// </summary>
    public void BurnEraseProtect()
    {
        if (UsesNetwork)
            Do(NordicCoreName.Network, d => Burn(d, plan.Part.NetworkCore!.UicrBase + plan.Part.NetworkCore.EraseProtect));
        Do(NordicCoreName.Application, d => Burn(d, plan.Part.Uicr.Base + plan.Part.Uicr.EraseProtect));
    }

    /// <summary>Boots TF-M and takes the token that its application prints.</summary>
    public DeviceAttestation BootAndEnroll()
    {
        ProvisioningFailure? failure = null;
        byte[]? taken = _boot.TakeToken(line =>
        {
            failure ??= ProvisioningFailure.OfTfm.FirstOrDefault(f => f.Text == line.Text);
            return failure is not null;
        });
        if (failure is not null)
            throw NordicLineFaults.NotSecured.Exception($"{socket.Name}: \"{failure.Text}\": {failure.Meaning}");
        if (taken is not { } token)
            throw NordicLineFaults.NotConfirmed.Exception($"{socket.Name}: no token came in {plan.Patience.TotalSeconds:0} s; the last line was \"{_boot.LastLine}\"");
        return plan.Enroll(token).OrThrow($"{socket.Name}: the token");
    }

    private bool IsNetworkOpen(FlashImage image)
    {
        using var debugger = socket.OpenDebugger(NordicCoreName.Network);
        return debugger.TryRead(image.Address, new byte[sizeof(uint)]);
    }

    // The application core is blank here: nothing is lost.
    private void ReopenNetworkCore()
    {
        if (!plan.ErasesClosed)
            throw NordicLineFaults.Closed.Exception($"{socket.Name}: the network core's port is closed");
        steps.Run("4 erase network core", EraseAll);
        OpenPorts();
    }

    // The word itself says more than a line on a second console.
    private void DemandNetworkSuccess()
    {
        var uicr = plan.Part.NetworkCore!;
        using var debugger = socket.OpenDebugger(NordicCoreName.Network);
        if (Word(debugger, uicr.UicrBase + uicr.ApProtect) != UicrMap.Protected)
            throw NordicLineFaults.ReadBack.Exception($"{socket.Name}: the network core's image did not close its port; look at its console");
    }

    private NordicMemory MemoryOf(NordicCoreName core) => core == NordicCoreName.Application ? plan.Part.Memory : plan.Part.NetworkCore!.Memory;

    private void Do(NordicCoreName core, Action<INordicDebugger> step)
    {
        using var debugger = socket.OpenDebugger(core);
        step(debugger);
    }

    private void Load(INordicDebugger debugger, NordicCoreName core, FlashImage image)
    {
        var (address, length) = image.Pages(MemoryOf(core));
        debugger.Erase(address, length);
        debugger.Program(image.Address, image.Words.Span);
        var content = new byte[image.Content.Length];
        if (!debugger.TryRead(image.Address, content) || !content.AsSpan().SequenceEqual(image.Content.Span))
            throw NordicLineFaults.ReadBack.Exception($"{image.Name} does not read back from the {core} core");
    }

    // Bits only go from 1 to 0: a word that was cut while it was opened is opened by writing it again.
    private static void Open(INordicDebugger debugger, params ReadOnlySpan<uint> addresses)
    {
        foreach (uint address in addresses)
        {
            if (Word(debugger, address) != UicrMap.Unprotected)
                debugger.BurnWord(address, UicrMap.Unprotected);
            if (Word(debugger, address) != UicrMap.Unprotected)
                throw NordicLineFaults.ReadBack.Exception($"{debugger.Name}: the word at 0x{address:x8} does not open the port");
        }
    }

    private static void Burn(INordicDebugger debugger, uint address)
    {
        if (Word(debugger, address) != UicrMap.Protected)
            debugger.BurnWord(address, UicrMap.Protected);
        if (Word(debugger, address) != UicrMap.Protected)
            throw NordicLineFaults.ReadBack.Exception($"{debugger.Name}: the word at 0x{address:x8} is not protected");
    }

    private static uint? Word(INordicDebugger debugger, uint address)
    {
        var word = new byte[sizeof(uint)];
        return debugger.TryRead(address, word) ? BitConverter.ToUInt32(word) : null;
    }
}
