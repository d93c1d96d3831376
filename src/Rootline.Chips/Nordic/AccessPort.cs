using Rootline.Formats.Nordic;

namespace Rootline.Chips.Nordic;

/// <summary>
/// What a debugger reaches: memory through the access ports while they are open, and ERASEALL through CTRL-AP. Protection words take
/// effect at a reset; ERASEALL opens the ports until the next one. Source: tfm-provisioning section 12.7.
/// </summary>
public sealed class AccessPort
{
    private readonly NordicPart _part;
    private readonly NordicCore _application;
    private readonly NordicCore? _network;

    internal AccessPort(NordicPart part, NordicCore application, NordicCore? network)
    {
        (_part, _application, _network) = (part, application, network);
        TakeProtections();
    }

    /// <summary>Whether the application core can be debugged.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether its secure side can be: flash, user information words and keys lie there.</summary>
    public bool IsSecureOpen { get; private set; }

    /// <summary>Whether the network core can be debugged.</summary>
    public bool IsNetworkOpen { get; private set; }

    /// <summary>Whether ERASEALL is blocked.</summary>
    public bool IsEraseProtected => _application.Uicr.Read(_part.Uicr.EraseProtect) != UicrMap.Erased;

    /// <summary>Erases the application core: flash, user information words with keys and lifecycle. Its ports open until the next reset.</summary>
    /// <returns>False when ERASEPROTECT blocks it: nothing was changed.</returns>
    public bool EraseAll()
    {
        if (IsEraseProtected)
            return false;
        _application.EraseAll();
        _application.State = CoreState.NoFirmware;
        (IsOpen, IsSecureOpen) = (true, true);
        return true;
    }

    /// <summary>Erases the network core and, with it, the application core.</summary>
    /// <returns>False when an ERASEPROTECT blocks it.</returns>
    public bool EraseAllNetwork()
    {
        var core = _network;
        if (core is null || IsEraseProtected || core.Uicr.Read(_part.NetworkCore!.EraseProtect) != UicrMap.Erased)
            return false;
        core.EraseAll();
        core.State = CoreState.NoFirmware;
        IsNetworkOpen = true;
        return EraseAll();
    }

    /// <summary>A reset: the protection words take effect.</summary>
    internal void TakeProtections()
    {
        var uicr = _application.Uicr;
        bool isFirmwareThere = _application.Firmware() is not null;
        IsOpen = IsOpened(uicr.Read(UicrMap.ApProtect), isFirmwareThere);
        IsSecureOpen = IsOpen && IsOpened(uicr.Read(_part.Uicr.SecureApProtect), isFirmwareThere);
        IsNetworkOpen = _network is { } network && IsOpened(network.Uicr.Read(_part.NetworkCore!.ApProtect), network.Firmware() is not null);
    }

    // Where the port is closed by default, the word opens it only together with firmware that copies it.
    private bool IsOpened(uint word, bool isFirmwareThere) => _part.LocksByDefault
        ? word == UicrMap.Unprotected && isFirmwareThere
        : word == UicrMap.Erased;
}
