using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rootline.Tests.House;

/// <summary>A use of a foreign member in a method of ours, as the compiled code has it.</summary>
/// <param name="User">The type that contains the use, outermost type, with its namespace.</param>
/// <param name="Member">The member, for example <c>System.IO.File.Delete</c>.</param>
internal sealed record MemberUse(string User, string Member)
{
    /// <summary>All uses of members of other assemblies in an assembly file.</summary>
    public static IReadOnlyList<MemberUse> In(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        var uses = new HashSet<MemberUse>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;
            string user = OutermostName(metadata, method.GetDeclaringType());
            foreach (int token in IlTokens.In(file.GetMethodBody(method.RelativeVirtualAddress).GetILContent().AsSpan()))
            {
                if (NameOf(metadata, MetadataTokens.EntityHandle(token)) is { } member)
                    uses.Add(new(user, member));
            }
        }

        return [.. uses];
    }

    private static string? NameOf(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        if (handle.Kind != HandleKind.MemberReference)
            return null;
        var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
        if (member.Parent.Kind != HandleKind.TypeReference)
            return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
    }

    private static string OutermostName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (type.IsNested)
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
