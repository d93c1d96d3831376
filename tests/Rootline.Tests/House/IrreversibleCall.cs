using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rootline.Tests.House;

/// <summary>A call in compiled code, within an assembly or beyond it.</summary>
/// <param name="Caller">The type whose code calls, outermost type, with its namespace.</param>
/// <param name="Called">Type and method that are called, for example <c>Rootline.Links.Applet.CardSession.SealForEver</c>.</param>
internal sealed record IrreversibleCall(string Caller, string Called)
{
    /// <summary>All calls in an assembly file to methods of the given names; a lambda counts as its type's.</summary>
    public static IEnumerable<IrreversibleCall> In(string assemblyFile, IReadOnlySet<string> called)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        var calls = new HashSet<IrreversibleCall>();
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            string caller = NameOf(metadata, Outermost(metadata, method.GetDeclaringType()));
            foreach (int token in IlTokens.In(file.GetMethodBody(method.RelativeVirtualAddress).GetILContent().AsSpan()))
            {
                if (CalledBy(metadata, MetadataTokens.EntityHandle(token)) is { } member && called.Contains(member))
                    calls.Add(new(caller, member));
            }
        }

        return calls;
    }

    private static string? CalledBy(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
            return $"{NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
        }

        if (handle.Kind != HandleKind.MemberReference || metadata.GetMemberReference((MemberReferenceHandle)handle) is not { Parent.Kind: HandleKind.TypeReference } member)
            return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
    }

    private static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle) is { IsNested: true } nested)
            handle = nested.GetDeclaringType();
        return handle;
    }

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
