using System.Text;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Frame;

/// <summary>Reads a password from the terminal without showing it.</summary>
internal static class PasswordPrompt
{
    private const int Longest = 1024;

    /// <summary>Asks.</summary>
    /// <param name="question">What is shown, on standard error.</param>
    /// <returns>The password in UTF-8, or null when the input ended.</returns>
    public static Secret? Read(string question)
    {
        Console.Error.Write(question);
        // Pinned and of full length from the start, so that no copy is left behind.
        var typed = GC.AllocateArray<char>(Longest, pinned: true);
        try
        {
            int length = Type(typed);
            Console.Error.WriteLine();
            if (length < 0)
                return null;
            var password = new Secret(Encoding.UTF8.GetByteCount(typed, 0, length));
            Encoding.UTF8.GetBytes(typed.AsSpan(0, length), password.Span);
            return password;
        }
        finally
        {
            Array.Clear(typed);
        }
    }

    private static int Type(Span<char> typed)
    {
        int length = 0;
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    return length;
                case { Key: ConsoleKey.Backspace }:
                    length = Math.Max(0, length - 1);
                    break;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when length == 0:
                    return -1;
                case { KeyChar: >= ' ' } when length < typed.Length:
                    typed[length++] = key.KeyChar;
                    break;
            }
        }
    }
}
