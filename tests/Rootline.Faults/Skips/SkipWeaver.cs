using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Rootline.Faults.Skips;

/// <summary>
/// Rewrites compiled code so that each branch, switch, comparison and call asks <see cref="SkipSwitch"/>: one load then serves
/// every variant.
/// </summary>
public sealed class SkipWeaver
{
    private static readonly Code[] Comparisons = [Code.Ceq, Code.Cgt, Code.Cgt_Un, Code.Clt, Code.Clt_Un];
    private readonly List<SkipSite> _sites = [];

    /// <summary>All places so far; the index is the number that the switch is asked with.</summary>
    public IReadOnlyList<SkipSite> Sites => _sites;

    /// <summary>Rewrites an assembly.</summary>
    /// <param name="path">Its file; it stays as it is.</param>
    /// <param name="covers">Which types are rewritten, by full name of the outermost one.</param>
    /// <param name="keepsCalls">In which of them no call is left out.</param>
    /// <returns>The rewritten assembly.</returns>
    public byte[] Weave(string path, Func<string, bool> covers, Func<string, bool> keepsCalls)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var options = new ReaderParameters { AssemblyResolver = resolver, ReadSymbols = File.Exists(Path.ChangeExtension(path, "pdb")) };
        using var module = ModuleDefinition.ReadModule(path, options);
        foreach (var method in module.GetTypes().Where(t => covers(Outermost(t).FullName)).SelectMany(t => t.Methods).Where(m => m.HasBody).ToList())
            Weave(method, new(module), keepsCalls(Outermost(method.DeclaringType).FullName));
        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }

    private void Weave(MethodDefinition method, SkipCalls calls, bool keepsCalls)
    {
        var body = method.Body;
        body.SimplifyMacros();
        var weft = new SkipWeft(body, calls);
        int line = 0;
        string outer = Outermost(method.DeclaringType).Name;
        foreach (var instruction in body.Instructions.ToList())
        {
            line = method.DebugInformation.GetSequencePoint(instruction) is { IsHidden: false } point ? point.StartLine : line;
            string place = $"{outer}.{method.Name} line {line} IL_{instruction.Offset:x4}";
            string what = Describe(instruction);
            if (Weave(weft, instruction, keepsCalls) is { } variants)
                _sites.Add(new(place, what, variants));
        }

        body.OptimizeMacros();
    }

    // Null where nothing was changed.
    private IReadOnlyList<int>? Weave(SkipWeft weft, Instruction instruction, bool keepsCalls)
    {
        int site = _sites.Count;
        int[] answers = [SkipSwitch.Inverted, SkipSwitch.Never, SkipSwitch.Always];
        if (instruction.OpCode.Code == Code.Switch)
            return weft.Choose(instruction, site);
        if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
        {
            weft.Branch(instruction, site);
            return answers;
        }

        if (Comparisons.Contains(instruction.OpCode.Code))
        {
            weft.Answer(instruction, site);
            return answers;
        }

        if (instruction.Operand is not MethodReference called || instruction.OpCode.Code is not (Code.Call or Code.Callvirt))
            return null;
        if (called.ReturnType.MetadataType == MetadataType.Boolean)
        {
            weft.Answer(instruction, site);
            return answers;
        }

        return !keepsCalls && weft.Skip(instruction, called, site) ? [SkipSwitch.Skipped] : null;
    }

    private static string Describe(Instruction instruction) =>
        instruction.Operand is MethodReference m ? $"{m.DeclaringType.Name}.{m.Name}" : instruction.OpCode.Name;

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
