using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Rootline.Fuzz.Coverage;

namespace Rootline.Fuzz;

/// <summary>
/// Puts a call of <see cref="Probe.Hit"/> before each block of the product's code, in a copy of its assemblies. A block
/// begins at the start of a method or handler, at the target of a branch, and after a branch.
/// </summary>
internal sealed class Instrumentation
{
    private int _blocks;

    /// <summary>Blocks so far.</summary>
    public int Blocks => _blocks;

    /// <summary>Instruments an assembly in its place.</summary>
    /// <param name="path">The file.</param>
    public void Apply(string path)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var file = new MemoryStream(File.ReadAllBytes(path));
        using var module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
        var hit = module.ImportReference(typeof(Probe).GetMethod(nameof(Probe.Hit)));
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
            Apply(method.Body, hit);
        module.Write(path);
    }

    private void Apply(MethodBody body, MethodReference hit)
    {
        body.SimplifyMacros();
        var il = body.GetILProcessor();
        foreach (var start in Starts(body))
        {
            // The start itself becomes the probe, so that branches to it meet the probe first.
            var copy = Instruction.Create(OpCodes.Nop);
            (copy.OpCode, copy.Operand) = (start.OpCode, start.Operand);
            (start.OpCode, start.Operand) = (OpCodes.Ldc_I4, _blocks++ % Probe.Blocks);
            var call = Instruction.Create(OpCodes.Call, hit);
            il.InsertAfter(start, call);
            il.InsertAfter(call, copy);
        }

        body.OptimizeMacros();
    }

    private static List<Instruction> Starts(MethodBody body)
    {
        HashSet<Instruction> starts = [body.Instructions[0]];
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                starts.Add(target);
            if (instruction.Operand is Instruction[] targets)
                starts.UnionWith(targets);
            bool branches = instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch;
            if (branches && instruction.Next is { } next)
                starts.Add(next);
        }

        foreach (var handler in body.ExceptionHandlers)
            starts.UnionWith(new[] { handler.HandlerStart, handler.FilterStart }.OfType<Instruction>());
        return [.. body.Instructions.Where(starts.Contains)];
    }
}
