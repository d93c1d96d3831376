using Rootline.Formats.Iso7816;

namespace Rootline.Links.Applet;

/// <summary>What runs on a virtual card behind <see cref="AppletDevice"/>.</summary>
public interface IApplet
{
    /// <summary>Executes a command; every refusal is a status word.</summary>
    /// <param name="command">The command.</param>
    ResponseApdu Execute(CommandApdu command);

    /// <summary>Forgets what lives in memory: selection and open challenge.</summary>
    void Reset();
}
