using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>
/// Key provisioning (command 15; nxp-mboot 3.1). The key store is changed in memory and burned by an operation of its own; a
/// reset forgets what was not burned. Keys that the provisioning firmware stored beside it stay.
/// </summary>
/// <param name="core">The chip.</param>
internal sealed class RomKeys(ChipCore core)
{
    private const int LongestKey = ProvisionedSecrets.KekLength;
    private const int KeyUnit = 8;

    private KeyStoreImage? _image;

    public RomAnswer Take(CommandPacket command)
    {
        if (KeyEnrollCommand.Is(command))
            return RomAnswer.Status(command, Replace(new()));
        if (SetUserKeyCommand.Parse(command).Try(out var set, out _))
            return RomAnswer.Expect(command, Check(set.Type, set.Length), set.Length, key => Set(set.Type, Secret.Take(key)));
        if (SetIntrinsicKeyCommand.Parse(command).Try(out var draw, out _))
            return RomAnswer.Status(command, Check(draw.Type, draw.Size) is not MbootStatus.Success and var refused ? refused : Draw(draw.Type, (int)draw.Size));
        if (WriteNonVolatileCommand.Parse(command).Try(out var write, out _))
            return RomAnswer.Status(command, RomMemory.OtherMemory(write.MemoryId) ?? Burn());
        if (ReadNonVolatileCommand.Parse(command).Try(out var read, out _))
            return RomAnswer.Status(command, RomMemory.OtherMemory(read.MemoryId) ?? Replace(core.Keys.ReadImage()));
        if (WriteKeyStoreCommand.Parse(command).Try(out var import, out _))
            return RomAnswer.Expect(command, import.Length == KeyStoreImage.WrappedLength ? MbootStatus.Success : MbootStatus.InvalidArgument, import.Length, Import);
        return ReadKeyStoreCommand.Is(command) ? Export(command) : RomAnswer.Misfit(command);
    }

    /// <summary>Wipes what was not burned.</summary>
    public void Forget()
    {
        _image?.Wipe();
        _image = null;
    }

    private uint Replace(KeyStoreImage? image)
    {
        if (image is null)
            return MbootStatus.Fail;
        Forget();
        _image = image;
        return MbootStatus.Success;
    }

    // Before a key there must be a root; and the key that opens SB files has one length.
    private uint Check(UserKeyType type, uint length)
    {
        if (!Enum.IsDefined(type) || length is 0 or > LongestKey || length % KeyUnit != 0)
            return MbootStatus.InvalidArgument;
        if (type is UserKeyType.SbKek or UserKeyType.UserKek && length != LongestKey)
            return MbootStatus.InvalidArgument;
        return _image is null ? MbootStatus.Fail : MbootStatus.Success;
    }

    private uint Set(UserKeyType type, Secret key)
    {
        _image!.Set(type, key);
        return MbootStatus.Success;
    }

    private uint Draw(UserKeyType type, int size)
    {
        var key = new Secret(size);
        core.Environment.Entropy.Fill(key.Span);
        return Set(type, key);
    }

    private uint Burn()
    {
        if (_image is null)
            return MbootStatus.Fail;
        core.Keys.BurnImage(_image);
        return MbootStatus.Success;
    }

    private uint Import(byte[] wrapped)
    {
        using var key = KeyStoreImage.WrappingKey(core.Birth.DieKey);
        return Replace(KeyStoreImage.Unwrap(key, wrapped));
    }

    private RomAnswer Export(CommandPacket command)
    {
        if (_image is null)
            return RomAnswer.Status(command, MbootStatus.Fail);
        using var key = KeyStoreImage.WrappingKey(core.Birth.DieKey);
        return RomAnswer.Data(command, MbootStatus.Success, ResponseTag.KeyProvisioning, _image.Wrap(key));
    }
}
