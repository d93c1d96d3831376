namespace Rootline.Formats.Files;

/// <summary>The bytes of ascending records with the gaps between them filled.</summary>
internal sealed class IntelHexBytes(IEnumerable<(uint Address, ReadOnlyMemory<byte> Bytes)> records, uint baseAddress, byte gap) : SequentialStream
{
    private readonly IEnumerator<(uint Address, ReadOnlyMemory<byte> Bytes)> _records = records.GetEnumerator();
    private long _address = baseAddress;
    private ReadOnlyMemory<byte> _rest;
    private long _gap;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length && (_gap > 0 || _rest.Length > 0 || Advance()))
        {
            var target = buffer[total..];
            int length = (int)Math.Min(target.Length, _gap > 0 ? _gap : _rest.Length);
            if (_gap > 0)
            {
                target[..length].Fill(gap);
                _gap -= length;
            }
            else
            {
                _rest.Span[..length].CopyTo(target);
                _rest = _rest[length..];
            }

            _address += length;
            total += length;
        }

        return total;
    }

    protected override void Dispose(bool disposing)
    {
        _records.Dispose();
        base.Dispose(disposing);
    }

    private bool Advance()
    {
        if (!_records.MoveNext())
            return false;
        (_gap, _rest) = (_records.Current.Address - _address, _records.Current.Bytes);
        return true;
    }
}
