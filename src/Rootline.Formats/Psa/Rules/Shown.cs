namespace Rootline.Formats.Psa.Rules;

/// <summary>Texts of a token in messages: short, and without what a terminal would act on.</summary>
internal static class Shown
{
    private const int Longest = 80;

    public static string Text(string text)
    {
        string part = text.Length > Longest ? $"{text[..Longest]}..." : text;
        return string.Concat(part.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
