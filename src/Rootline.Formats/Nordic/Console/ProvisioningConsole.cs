namespace Rootline.Formats.Nordic.Console;

/// <summary>
/// Judges what the application core's provisioning image says. It succeeded when every mark came once and in order, the last being
/// <c>Success!</c>; a mark out of order is a failure of its own, because then lines were lost or another image speaks.
/// </summary>
public sealed class ProvisioningConsole
{
    private readonly List<ProvisioningMark> _marks = [];

    /// <summary>The marks that came.</summary>
    public IReadOnlyList<ProvisioningMark> Marks => _marks;

    /// <summary>The failure that was said first, or null.</summary>
    public ProvisioningFailure? Failure { get; private set; }

    /// <summary>A mark that came out of order, or null.</summary>
    public ProvisioningMark? Disordered { get; private set; }

    /// <summary>Whether the image said that its identity key is one that everybody knows.</summary>
    public bool HasDummyIdentity { get; private set; }

    /// <summary>Whether every mark came in its order.</summary>
    public bool HasSucceeded => Failure is null && Disordered is null && _marks.Count == ProvisioningMessages.Marks.Count;

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsOver => HasSucceeded || Failure is not null || Disordered is not null;

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line; its text alone counts.</param>
    public void Take(ZephyrLine line)
    {
        if (IsOver)
            return;
        HasDummyIdentity |= line.Text == ProvisioningMessages.DummyIdentity;
        Failure = ProvisioningFailure.OfImage.FirstOrDefault(f => f.Text == line.Text);
        foreach (var (mark, text) in ProvisioningMessages.Marks)
        {
            if (line.Text != text)
                continue;
            if ((int)mark == _marks.Count)
                _marks.Add(mark);
            else
                Disordered = mark;
        }
    }
}
