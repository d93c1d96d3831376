using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Rootline.Faults.Skips;

/// <summary>The changes to one method.</summary>
/// <param name="body">The method's code, with long forms only.</param>
/// <param name="calls">What is called.</param>
internal sealed class SkipWeft(MethodBody body, SkipCalls calls)
{
    private readonly ILProcessor _il = body.GetILProcessor();

    /// <summary>The condition of a branch becomes a value, and the value is asked for.</summary>
    public void Branch(Instruction branch, int site)
    {
        var target = (Instruction)branch.Operand;
        var holds = Instruction.Create(OpCodes.Ldc_I4_1);
        var number = Instruction.Create(OpCodes.Ldc_I4, site);
        branch.Operand = holds;
        After(branch, Instruction.Create(OpCodes.Ldc_I4_0), Instruction.Create(OpCodes.Br, number), holds, number,
            Instruction.Create(OpCodes.Call, calls.Answer), Instruction.Create(OpCodes.Brtrue, target));
    }

    /// <summary>The value that a switch looks at is asked for.</summary>
    /// <returns>No case, and each case.</returns>
    public IReadOnlyList<int> Choose(Instruction choice, int site)
    {
        int cases = ((Instruction[])choice.Operand).Length;
        var copy = Instruction.Create(OpCodes.Switch, (Instruction[])choice.Operand);
        Become(choice, site);
        After(choice, Instruction.Create(OpCodes.Call, calls.Choice), copy);
        return [.. Enumerable.Range(SkipSwitch.FirstCase - 1, cases + 1)];
    }

    /// <summary>The outcome of a comparison or call that is yes or no is asked for.</summary>
    public void Answer(Instruction outcome, int site) =>
        After(outcome, Instruction.Create(OpCodes.Ldc_I4, site), Instruction.Create(OpCodes.Call, calls.Answer));

    /// <summary>A call is made or left out; what it would have returned is then zero or null.</summary>
    /// <returns>False where it cannot be left out, because it returns a reference to a place.</returns>
    public bool Skip(Instruction call, MethodReference called, int site)
    {
        var returned = GenericTypes.Returned(called);
        if (returned.IsByReference || call.Next is not { } next)
            return false;
        List<Instruction> instead = [];
        for (int i = called.Parameters.Count + (called.HasThis ? 1 : 0); i > 0; i--)
            instead.Add(Instruction.Create(OpCodes.Pop));
        instead.AddRange(Nothing(returned));
        var start = call.Previous is { OpCode.Code: Code.Constrained } prefix ? prefix : call;
        var copy = Instruction.Create(OpCodes.Nop);
        (copy.OpCode, copy.Operand) = (start.OpCode, start.Operand);
        Become(start, site);
        var skipped = instead.Count > 0 ? instead[0] : next;
        After(start, Instruction.Create(OpCodes.Call, calls.IsSkipped), Instruction.Create(OpCodes.Brtrue, skipped), copy);
        After(start == call ? copy : call, [Instruction.Create(OpCodes.Br, next), .. instead]);
        return true;
    }

    // The instruction itself becomes the first of the new ones, so that branches to it meet them.
    private static void Become(Instruction instruction, int site) =>
        (instruction.OpCode, instruction.Operand) = (OpCodes.Ldc_I4, site);

    private void After(Instruction instruction, params IEnumerable<Instruction> added)
    {
        foreach (var one in added)
        {
            _il.InsertAfter(instruction, one);
            instruction = one;
        }
    }

    private Instruction[] Nothing(TypeReference type)
    {
        if (type.MetadataType == MetadataType.Void)
            return [];
        if (!type.IsValueType && !type.IsGenericParameter && !type.IsPointer)
            return [Instruction.Create(OpCodes.Ldnull)];
        var local = new VariableDefinition(type);
        body.Variables.Add(local);
        body.InitLocals = true;
        return [Instruction.Create(OpCodes.Ldloca, local), Instruction.Create(OpCodes.Initobj, type), Instruction.Create(OpCodes.Ldloc, local)];
    }
}
