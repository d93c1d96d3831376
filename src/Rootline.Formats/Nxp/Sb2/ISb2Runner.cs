namespace Rootline.Formats.Nxp.Sb2;

/// <summary>Takes the commands of a file while it comes in. Each was authenticated before.</summary>
public interface ISb2Runner
{
    /// <summary>A section begins.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="macCount">Its authentication codes.</param>
    void Enter(uint id, int macCount);

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>0 to go on, or the status that the file ends with.</returns>
    uint Run(Sb2Command command);
}
