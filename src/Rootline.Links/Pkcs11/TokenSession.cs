using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Files.Keys;

namespace Rootline.Links.Pkcs11;

/// <summary>A session with one token. All calls of it are made by one thread of its own.</summary>
public sealed unsafe class TokenSession : IDisposable
{
    private const int LongestSignature = 1024;
    private const int MostSlots = 256;

    private readonly TokenWorker _worker;
    private readonly TokenQuery _query;
    private TokenModule? _module;
    private nuint _session;

    private TokenSession(TokenWorker worker, TokenQuery query) => (_worker, _query) = (worker, query);

    /// <summary>The token.</summary>
    public TokenInfo Token { get; private set; } = new("", "", "", "", 0);

    private CryptokiFunctions Functions => _module!.Functions;

    private TokenObjects Objects => new(Functions, _session);

    /// <summary>Opens a session with the one token that fits.</summary>
    /// <param name="modulePath">The module's absolute path.</param>
    /// <param name="query">Which token.</param>
    /// <param name="patience">How long a call of the module may take.</param>
    /// <exception cref="Core.Faults.FaultException">One of <see cref="TokenFaults"/>.</exception>
    public static TokenSession Open(string modulePath, TokenQuery query, TimeSpan patience)
    {
        var session = new TokenSession(new(patience), query);
        try
        {
            session._worker.Ask(() => session.OpenHere(modulePath));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Logs the user in.</summary>
    /// <param name="pin">The PIN, UTF-8; null where it is typed on the token itself. Remains the caller's.</param>
    public void Login(Secret? pin) => _worker.Ask(() => LoginHere(Cka.User, pin));

    /// <summary>Finds the private key; the user must be logged in where the token wants it.</summary>
    /// <exception cref="Core.Faults.FaultException">None fits, several do, or its public half is not there.</exception>
    public TokenKey FindKey() => _worker.Ask(FindKeyHere);

    /// <summary>Finds the public half of the key by its name or id, without a login.</summary>
    /// <returns>The key, or null when the token does not show it to everybody.</returns>
    public PublicKeyInfo? FindPublicKey() => _worker.Ask(() => PublicOf(Template(Cka.PublicKeyClass), Template(Cka.CertificateClass)));

    /// <summary>Signs.</summary>
    /// <param name="key">The key.</param>
    /// <param name="signing">How.</param>
    /// <param name="data">What that takes.</param>
    /// <param name="pin">The PIN, for keys that want it each time; null where it is typed on the token itself. Remains the caller's.</param>
    public byte[] Sign(TokenKey key, TokenSigning signing, ReadOnlySpan<byte> data, Secret? pin)
    {
        byte[] copy = data.ToArray();
        return _worker.Ask(() => SignHere(key, signing, copy, pin));
    }

    /// <summary>Closes the session; with the last one of a token the user is logged out.</summary>
    public void Dispose()
    {
        try
        {
            _worker.Ask(CloseHere);
        }
        catch (Core.Faults.FaultException)
        {
            // A module that answers nothing closes nothing; the process ends with it all the same.
        }

        _worker.Dispose();
    }

    private bool OpenHere(string path)
    {
        _module = TokenModule.Open(path);
        var fitting = Slots().Where(s => _query.Fits(s.Token)).ToList();
        if (fitting.Count != 1)
            throw (fitting.Count == 0 ? TokenFaults.Missing : TokenFaults.Ambiguous).Exception(
                fitting.Count == 0 ? $"no token of {path} has the label {_query.Label ?? "(any)"}" : $"{fitting.Count} tokens of {path} fit: serial numbers {string.Join(", ", fitting.Select(f => f.Token.Serial))}");
        Token = fitting[0].Token;
        nuint session;
        TokenResult.Demand(Functions.OpenSession(fitting[0].Slot, Cka.SerialSession, &session), "C_OpenSession");
        _session = session;
        return true;
    }

    private List<(nuint Slot, TokenInfo Token)> Slots()
    {
        nuint count = MostSlots;
        var slots = new nuint[MostSlots];
        fixed (nuint* first = slots)
            TokenResult.Demand(Functions.GetSlotList(1, first, &count), "C_GetSlotList");
        var tokens = new List<(nuint, TokenInfo)>();
        var info = new byte[TokenInfo.Length];
        foreach (nuint slot in slots.Take((int)count))
        {
            fixed (byte* room = info)
            {
                // A token that leaves at this moment is no reason to refuse the others.
                if (Functions.GetTokenInfo(slot, room) == (nuint)Ckr.Ok)
                    tokens.Add((slot, TokenInfo.Of(info)));
            }
        }

        return tokens;
    }

    private bool LoginHere(nuint user, Secret? pin)
    {
        nuint result;
        if (pin is null)
        {
            result = Functions.Login(_session, user, null, 0);
        }
        else
        {
            fixed (byte* bytes = pin.Span)
                result = Functions.Login(_session, user, bytes, (nuint)pin.Length);
        }

        // Another session of this process has done it.
        if (result != (nuint)Ckr.UserAlreadyLoggedIn)
            TokenResult.Demand(result, "C_Login");
        return true;
    }

    private TokenKey FindKeyHere()
    {
        var found = Objects.Find(Template(Cka.PrivateKeyClass));
        if (found.Count != 1)
            throw (found.Count == 0 ? TokenFaults.KeyMissing : TokenFaults.KeyAmbiguous).Exception($"token {Token.Label}: {(found.Count == 0 ? "no" : "more than one")} private key is {KeyName}");
        byte[]? id = Objects.Read(found[0], Cka.Id);
        var byId = id is { Length: > 0 } ? (nuint @class) => [(Cka.Class, TokenObjects.Number(@class)), (Cka.Id, id)] : (Func<nuint, List<(nuint, byte[])>>)Template;
        var half = TokenPublicHalf.OfKey(Objects, found[0]) ?? PublicOf(byId(Cka.PublicKeyClass), byId(Cka.CertificateClass));
        bool always = Objects.Read(found[0], Cka.AlwaysAuthenticate) is [not 0, ..];
        return half is null
            ? throw TokenFaults.KeyKind.Exception($"token {Token.Label}: the public half of {KeyName} is not in the token, or of a kind that is not supported")
            : new(found[0], half, always);
    }

    private PublicKeyInfo? PublicOf(List<(nuint, byte[])> keys, List<(nuint, byte[])> certificates)
    {
        var halves = Objects.Find(keys).Select(k => TokenPublicHalf.OfKey(Objects, k)).ToList();
        if (halves.Count == 0)
            halves = [.. Objects.Find(certificates).Select(c => TokenPublicHalf.OfCertificate(Objects, c))];
        return halves.Count == 1 ? halves[0] : null;
    }

    private string KeyName => _query.KeyLabel is { } label ? $"named {label}" : $"of id {Convert.ToHexStringLower(_query.KeyId ?? [])}";

    private List<(nuint, byte[])> Template(nuint @class)
    {
        var template = new List<(nuint, byte[])> { (Cka.Class, TokenObjects.Number(@class)) };
        if (_query.KeyLabel is { } label)
            template.Add((Cka.Label, Encoding.UTF8.GetBytes(label)));
        if (_query.KeyId is { } id)
            template.Add((Cka.Id, id));
        return template;
    }

    private byte[] SignHere(TokenKey key, TokenSigning signing, byte[] data, Secret? pin)
    {
        var pss = PssOf(signing);
        var mechanism = new CkMechanism
        {
            Type = signing switch { TokenSigning.Ecdsa => Cka.Ecdsa, TokenSigning.Eddsa => Cka.Eddsa, TokenSigning.RsaPkcs1 => Cka.RsaPkcs, _ => Cka.RsaPss },
            Parameter = pss.SaltLength == 0 ? null : &pss,
            Length = pss.SaltLength == 0 ? 0 : (nuint)sizeof(CkPssParameters),
        };
        TokenResult.Demand(Functions.SignInit(_session, &mechanism, key.Handle), "C_SignInit");
        if (key.AsksEachTime)
            LoginHere(Cka.ContextSpecific, pin);
        var signature = new byte[LongestSignature];
        nuint length = LongestSignature;
        fixed (byte* source = data)
        fixed (byte* target = signature)
            TokenResult.Demand(Functions.Sign(_session, source, (nuint)data.Length, target, &length), "C_Sign");
        return signature[..(int)length];
    }

    private static CkPssParameters PssOf(TokenSigning signing) => signing switch
    {
        TokenSigning.RsaPssSha256 => new() { Hash = Cka.Sha256, Mask = Cka.Mgf1Sha256, SaltLength = 32 },
        TokenSigning.RsaPssSha384 => new() { Hash = Cka.Sha384, Mask = Cka.Mgf1Sha384, SaltLength = 48 },
        TokenSigning.RsaPssSha512 => new() { Hash = Cka.Sha512, Mask = Cka.Mgf1Sha512, SaltLength = 64 },
        _ => default,
    };

    private bool CloseHere()
    {
        if (_session != 0)
            Functions.CloseSession(_session);
        _session = 0;
        _module?.Dispose();
        _module = null;
        return true;
    }
}
