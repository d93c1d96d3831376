using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;

namespace Rootline.Cli.Config;

/// <summary>
/// What is found wrong in a configuration file, so that everything is told at once. A fault with a code of its own (something
/// that is not supported) is told alone when nothing else is wrong.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ConfigFindings(string path)
{
    private readonly List<(int Line, string Text)> _faults = [];
    private readonly List<string> _warnings = [];
    private Fault? _refusal;

    /// <summary>Adds a fault.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="text">What is wrong: lower case, no full stop.</param>
    public void Add(int line, string text) => _faults.Add((line, text));

    /// <summary>Adds a fault with a code of its own.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="code">The code.</param>
    /// <param name="text">What is not supported.</param>
    public void Refuse(int line, FaultCode code, string text)
    {
        _refusal ??= code.Fault(Place(line, text));
        Add(line, text);
    }

    /// <summary>Adds a warning.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="text">What.</param>
    public void Warn(int line, string text) => _warnings.Add(Place(line, text));

    /// <summary>Tells the warnings, then throws one fault that lists all faults, if there are any.</summary>
    /// <param name="context">Where warnings go.</param>
    public void Settle(CommandContext context)
    {
        foreach (string warning in _warnings)
            context.Warn(warning);
        if (_faults.Count == 0)
            return;
        if (_faults.Count == 1 && _refusal is not null)
            throw _refusal.ToException();
        var lines = _faults.OrderBy(f => f.Line).Select(f => string.Create(CultureInfo.InvariantCulture, $"line {f.Line}: {f.Text}"));
        throw ConfigFaults.Configuration.Exception($"{path}: {string.Join("; ", lines)}");
    }

    private string Place(int line, string text) => string.Create(CultureInfo.InvariantCulture, $"{path}: line {line}: {text}");
}
