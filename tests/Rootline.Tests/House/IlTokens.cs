using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Rootline.Tests.House;

/// <summary>Walks the instructions of a method body (ECMA-335 partition III) and gives the metadata tokens in them.</summary>
internal static class IlTokens
{
    private const byte TwoByteOpcode = 0xFE;

    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => (ushort)o.Value, o => o.OperandType);

    /// <summary>The tokens of members, in the order of the code.</summary>
    public static List<int> In(ReadOnlySpan<byte> code)
    {
        var tokens = new List<int>();
        while (!code.IsEmpty)
        {
            bool wide = code[0] == TwoByteOpcode;
            var operand = Operands[wide ? (ushort)((TwoByteOpcode << 8) | code[1]) : code[0]];
            code = code[(wide ? 2 : 1)..];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
                tokens.Add(BinaryPrimitives.ReadInt32LittleEndian(code));
            code = code[Length(operand, code)..];
        }

        return tokens;
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> code) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code)),
        _ => 4,
    };
}
