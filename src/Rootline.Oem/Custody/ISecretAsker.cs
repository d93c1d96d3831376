using Rootline.Core.Secrets;

namespace Rootline.Oem.Custody;

/// <summary>Who can be asked for a password or PIN: the person at the terminal, and the environment of the process.</summary>
public interface ISecretAsker
{
    /// <summary>Whether a person sits there.</summary>
    bool IsAttended { get; }

    /// <summary>Asks the person; what is typed is not shown.</summary>
    /// <param name="prompt">What is asked for, without a colon.</param>
    /// <returns>UTF-8 without the line's end, or null when nothing was typed or nobody is there; the caller's.</returns>
    Secret? Ask(string prompt);

    /// <summary>Reads an environment variable.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its bytes, or null when there is none of this name; the caller's.</returns>
    Secret? Environment(string name);
}
