using System.Runtime.InteropServices;

namespace Rootline.Links.Pkcs11;

/// <summary>
/// The functions of a PKCS #11 module that are used here, as its function list gives them (PKCS #11 2.40, pkcs11f.h). On Linux
/// CK_ULONG has 8 bytes, structures are aligned naturally, and the first pointer stands at offset 8, after the version.
/// </summary>
internal sealed unsafe class CryptokiFunctions
{
    private const int FirstPointer = 8;

    private readonly nint* _functions;

    private CryptokiFunctions(nint list) => _functions = (nint*)(list + FirstPointer);

    /// <summary>Asks a library for its functions.</summary>
    /// <returns>The functions, or null when the library is no module.</returns>
    public static CryptokiFunctions? Of(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out nint entry))
            return null;
        nint list;
        return ((delegate* unmanaged[Cdecl]<nint*, nuint>)entry)(&list) == (nuint)Ckr.Ok && list != 0 ? new(list) : null;
    }

    public nuint Initialize(void* arguments) => ((delegate* unmanaged[Cdecl]<void*, nuint>)_functions[0])(arguments);

    public nuint CloseModule() => ((delegate* unmanaged[Cdecl]<void*, nuint>)_functions[1])(null);

    public nuint GetSlotList(byte withToken, nuint* slots, nuint* count) => ((delegate* unmanaged[Cdecl]<byte, nuint*, nuint*, nuint>)_functions[4])(withToken, slots, count);

    public nuint GetTokenInfo(nuint slot, byte* info) => ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint>)_functions[6])(slot, info);

    public nuint OpenSession(nuint slot, nuint flags, nuint* session) =>
        ((delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint>)_functions[12])(slot, flags, null, null, session);

    public nuint CloseSession(nuint session) => ((delegate* unmanaged[Cdecl]<nuint, nuint>)_functions[13])(session);

    public nuint Login(nuint session, nuint user, byte* pin, nuint length) => ((delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint>)_functions[18])(session, user, pin, length);

    public nuint GetAttributeValue(nuint session, nuint key, CkAttribute* template, nuint count) =>
        ((delegate* unmanaged[Cdecl]<nuint, nuint, CkAttribute*, nuint, nuint>)_functions[24])(session, key, template, count);

    public nuint FindObjectsInit(nuint session, CkAttribute* template, nuint count) => ((delegate* unmanaged[Cdecl]<nuint, CkAttribute*, nuint, nuint>)_functions[26])(session, template, count);

    public nuint FindObjects(nuint session, nuint* found, nuint room, nuint* count) => ((delegate* unmanaged[Cdecl]<nuint, nuint*, nuint, nuint*, nuint>)_functions[27])(session, found, room, count);

    public nuint FindObjectsFinal(nuint session) => ((delegate* unmanaged[Cdecl]<nuint, nuint>)_functions[28])(session);

    public nuint SignInit(nuint session, CkMechanism* mechanism, nuint key) => ((delegate* unmanaged[Cdecl]<nuint, CkMechanism*, nuint, nuint>)_functions[42])(session, mechanism, key);

    public nuint Sign(nuint session, byte* data, nuint length, byte* signature, nuint* signatureLength) =>
        ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint>)_functions[43])(session, data, length, signature, signatureLength);
}

/// <summary>CK_ATTRIBUTE: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CkAttribute
{
    public nuint Type;
    public void* Value;
    public nuint Length;
}

/// <summary>CK_MECHANISM: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CkMechanism
{
    public nuint Type;
    public void* Parameter;
    public nuint Length;
}

/// <summary>CK_RSA_PKCS_PSS_PARAMS: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkPssParameters
{
    public nuint Hash;
    public nuint Mask;
    public nuint SaltLength;
}

/// <summary>CK_C_INITIALIZE_ARGS: 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkInitializeArguments
{
    public nint CreateMutex;
    public nint DestroyMutex;
    public nint LockMutex;
    public nint UnlockMutex;
    public nuint Flags;
    public nint Reserved;
}
