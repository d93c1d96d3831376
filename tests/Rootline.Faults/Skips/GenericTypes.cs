using Mono.Cecil;

namespace Rootline.Faults.Skips;

/// <summary>What a call returns, with the type arguments of the call in it.</summary>
internal static class GenericTypes
{
    /// <summary>The type that a call leaves on the stack.</summary>
    /// <param name="called">The method as the call names it.</param>
    public static TypeReference Returned(MethodReference called) => Fill(called.ReturnType, called);

    private static TypeReference Fill(TypeReference type, MethodReference called) => type switch
    {
        GenericParameter { Type: GenericParameterType.Method } p when called is GenericInstanceMethod m => m.GenericArguments[p.Position],
        GenericParameter { Type: GenericParameterType.Type } p when called.DeclaringType is GenericInstanceType t => t.GenericArguments[p.Position],
        ArrayType a => new ArrayType(Fill(a.ElementType, called), a.Rank),
        RequiredModifierType r => Fill(r.ElementType, called),
        ByReferenceType => type,
        GenericInstanceType g => Filled(g, called),
        _ => type,
    };

    private static GenericInstanceType Filled(GenericInstanceType generic, MethodReference called)
    {
        var filled = new GenericInstanceType(generic.ElementType);
        foreach (var argument in generic.GenericArguments)
            filled.GenericArguments.Add(Fill(argument, called));
        return filled;
    }
}
