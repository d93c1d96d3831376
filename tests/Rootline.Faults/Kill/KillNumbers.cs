using System.Globalization;

namespace Rootline.Faults.Kill;

/// <summary>Numbers that <c>tests/kills</c> gives.</summary>
internal static class KillNumbers
{
    /// <summary>A number of the environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="usual">What it is where nobody gives it.</param>
    public static int Of(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : usual;
}
