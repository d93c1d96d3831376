using System.Runtime.InteropServices;

namespace Rootline.Links.Pkcs11;

/// <summary>
/// A loaded module. A process initialises a module once, whoever uses it: the first opener does, the last one closes it. The
/// library itself stays loaded, because modules leave threads and exit handlers behind.
/// </summary>
internal sealed unsafe class TokenModule : IDisposable
{
    private const nuint OsLockingOk = 2;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Users = [];

    private readonly string _path;
    private bool _closed;

    private TokenModule(string path, CryptokiFunctions functions) => (_path, Functions) = (path, functions);

    /// <summary>Its functions.</summary>
    public CryptokiFunctions Functions { get; }

    /// <summary>Loads and initialises a module.</summary>
    /// <param name="path">The library's absolute path.</param>
    public static TokenModule Open(string path)
    {
        if (!NativeLibrary.TryLoad(path, out nint library))
            throw TokenFaults.Module.Exception($"{path} cannot be loaded");
        var functions = CryptokiFunctions.Of(library) ?? throw TokenFaults.Module.Exception($"{path} is a library, but no PKCS #11 module");
        lock (Gate)
        {
            var arguments = new CkInitializeArguments { Flags = OsLockingOk };
            nuint result = functions.Initialize(&arguments);
            // Somebody else in this process may use the module too.
            if (result != (nuint)Ckr.CryptokiAlreadyInitialized)
                TokenResult.Demand(result, "C_Initialize");
            else if (!Users.ContainsKey(path))
                Users[path] = 1;
            Users[path] = Users.GetValueOrDefault(path) + 1;
        }

        return new(path, functions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            if (_closed)
                return;
            _closed = true;
            if (--Users[_path] > 0)
                return;
            Users.Remove(_path);
            Functions.CloseModule();
        }
    }
}
